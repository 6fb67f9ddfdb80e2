import { afterAll, expect } from 'vitest';
import { blocksOf, type Explained, explaining, type Plan } from '../dev/explain.ts';
import { fillLibrary } from '../dev/large-library.ts';
import type { Account } from '../src/accounts/viewer.ts';
import { type Database, openDatabase } from '../src/database/database.ts';
import { MIGRATED } from './global-setup.ts';
import { newDatabase } from './service.ts';

/** A database that is large enough for realistic query plans, and one of its users, with a PRO subscription. */
export interface LargeLibrary {
  database: Database;
  viewer: Account;
}

/** Creates a database with many prompts (see {@link fillLibrary}), until the test file ends. */
export async function largeLibrary(prompts: number): Promise<LargeLibrary> {
  const database = openDatabase(await newDatabase(MIGRATED), () => {});
  afterAll(() => database.$disconnect());
  await fillLibrary(database, { prompts });
  const { id } = await database.user.findFirstOrThrow({ where: { name: 'User 7' } });
  return { database, viewer: { id, role: 'USER', isPro: true, scopes: ['read'] } };
}

function tablesReadWhole({ 'Node Type': type, 'Relation Name': table = '', Plans = [] }: Plan): string[] {
  return [...(type === 'Seq Scan' ? [table] : []), ...Plans.flatMap(tablesReadWhole)];
}

/** Tables that are small enough to be read completely. */
const SMALL = ['tags', 'users'];

/** Work on a database that returns what it finds. */
type Work = (database: Database) => Promise<{ length: number }>;

/** Returns how many blocks the statements of the work read: see {@link blocksOf}. */
export async function blocksRead(database: Database, work: Work): Promise<number> {
  const seen: Explained[] = [];
  const { length } = await work(explaining(database, seen));
  expect(length).toBeGreaterThan(0);
  return blocksOf(seen);
}

/**
 * Runs the work and expects that it finds something, with at most `maxStatements` statements, none of which reads a
 * large table completely.
 */
export async function expectIndexes(database: Database, work: Work, maxStatements: number): Promise<void> {
  const seen: Explained[] = [];
  const { length } = await work(explaining(database, seen));
  expect(length).toBeGreaterThan(0);
  expect(seen.length).toBeLessThanOrEqual(maxStatements);
  const whole = seen.flatMap(({ plan }) => tablesReadWhole(plan));
  expect(whole.filter(table => !SMALL.includes(table))).toEqual([]);
  // Ten times the measured duration: fails when a plan is wrong, not when the machine is busy.
  expect(seen.reduce((sum, { milliseconds }) => sum + milliseconds, 0)).toBeLessThan(1_000);
}
