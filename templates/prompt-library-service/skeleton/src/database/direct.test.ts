import { afterAll, expect, test } from 'vitest';
import { MIGRATED } from '../../test/global-setup.ts';
import { newDatabase } from '../../test/service.ts';
import { type Database, openDatabase } from './database.ts';
import { statementName } from './statement-name.ts';

const database = openDatabase(await newDatabase(MIGRATED), () => {});
afterAll(() => database.$disconnect());

test('raw statements in a transaction are undone with it', async () => {
  const failing = database.$transaction(async transaction => {
    await transaction.$executeRaw`INSERT INTO tags VALUES (gen_random_uuid(), 'undone')`;
    throw new Error('undo');
  });
  await expect(failing).rejects.toThrow('undo');
  expect(await database.tag.count({ where: { name: 'undone' } })).toBe(0);
});

test('raw statements return the same values inside and outside of a transaction', async () => {
  const read = (at: Database) => at.$queryRaw`
    SELECT 1 AS int, 2::bigint AS bigint, 1.5::float8 AS float, 'x' AS text, TRUE AS bool, NULL AS nothing,
      '2026-11-29T10:00:00.123Z'::timestamptz AS date, '{"a": [1]}'::jsonb AS json, ARRAY['a', 'b'] AS texts,
      '01936e5c-0000-7000-8000-000000000000'::uuid AS uuid`;
  expect(await read(database)).toEqual(await database.$transaction(read));
});

test('a database that has run raw statements only ends its connections', async () => {
  const other = openDatabase(await newDatabase(MIGRATED), () => {});
  const [{ pid } = { pid: 0 }] = await other.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
  await other.$disconnect();
  const isThere = async () => database.$queryRaw`SELECT FROM pg_stat_activity WHERE pid = ${pid}`;
  await expect.poll(isThere).toEqual([]);
});

test('a statement keeps its name, and no two statements share one', () => {
  const sql = (number: number) => `SELECT ${number}`;
  const first = statementName(sql(0));
  expect(statementName(sql(0))).toBe(first);
  const names = Array.from({ length: 20_000 }, (_, number) => statementName(sql(number)));
  expect(new Set(names).size).toBe(names.length);
});
