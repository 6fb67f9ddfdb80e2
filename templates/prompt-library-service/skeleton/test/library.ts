import { afterAll, expect } from 'vitest';
import { fillLibrary } from '../dev/large-library.ts';
import type { Account } from '../src/accounts/viewer.ts';
import { type Database, openDatabase } from '../src/database/database.ts';
import { Prisma } from '../src/generated/prisma/client.ts';
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

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: Plan[];
}

interface Seen {
  plan: Plan;
  milliseconds: number;
}

/** Wraps a database so that it records the plan and the duration of every statement. */
function explaining(inner: Database, seen: Seen[]): Database {
  return new Proxy(inner, {
    get(target, name) {
      if (name === '$transaction') {
        return (work: (database: Database) => Promise<unknown>) =>
          target.$transaction(transaction => work(explaining(transaction, seen)));
      }
      // Only settings; statements that Prisma generates would not be counted.
      if (name === '$executeRaw') return target.$executeRaw.bind(target);
      if (name !== '$queryRaw') throw new Error(`${String(name)} is not explained`);
      return async (parts: TemplateStringsArray, ...values: unknown[]) => {
        const statement = Prisma.sql(parts, ...values);
        const [row] = await target.$queryRaw<
          [{ 'QUERY PLAN': [{ Plan: Plan; 'Planning Time': number; 'Execution Time': number }] }]
        >`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${statement}`;
        const [{ Plan: plan, ...times }] = row['QUERY PLAN'];
        seen.push({ plan, milliseconds: times['Planning Time'] + times['Execution Time'] });
        return target.$queryRaw(statement);
      };
    },
  });
}

function tablesReadWhole({ 'Node Type': type, 'Relation Name': table = '', Plans = [] }: Plan): string[] {
  return [...(type === 'Seq Scan' ? [table] : []), ...Plans.flatMap(tablesReadWhole)];
}

/** Tables that are small enough to be read completely. */
const SMALL = ['tags', 'users'];

/** Work on a database that returns what it finds. */
type Work = (database: Database) => Promise<{ length: number }>;

/**
 * Returns how many blocks of 8 KB the statements of the work read, from memory or from disk: unlike their duration, it
 * depends only on the data.
 */
export async function blocksRead(database: Database, work: Work): Promise<number> {
  const seen: Seen[] = [];
  const { length } = await work(explaining(database, seen));
  expect(length).toBeGreaterThan(0);
  return seen.reduce((sum, { plan }) => sum + plan['Shared Hit Blocks'] + plan['Shared Read Blocks'], 0);
}

/**
 * Runs the work and expects that it finds something, with at most `maxStatements` statements, none of which reads a
 * large table completely.
 */
export async function expectIndexes(database: Database, work: Work, maxStatements: number): Promise<void> {
  const seen: Seen[] = [];
  const { length } = await work(explaining(database, seen));
  expect(length).toBeGreaterThan(0);
  expect(seen.length).toBeLessThanOrEqual(maxStatements);
  const whole = seen.flatMap(({ plan }) => tablesReadWhole(plan));
  expect(whole.filter(table => !SMALL.includes(table))).toEqual([]);
  // Ten times the measured duration: fails when a plan is wrong, not when the machine is busy.
  expect(seen.reduce((sum, { milliseconds }) => sum + milliseconds, 0)).toBeLessThan(1_000);
}
