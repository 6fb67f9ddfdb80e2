import { afterAll, describe, expect, test } from 'vitest';
import { MIGRATED } from '../../test/global-setup.ts';
import { newDatabase } from '../../test/service.ts';
import { type Database, isDatabaseUnavailable, isUniqueViolation, openDatabase } from './database.ts';

const database = openDatabase(await newDatabase(MIGRATED), () => {});
afterAll(() => database.$disconnect());

type Work = (database: Database) => Promise<unknown>;

const outages: [string, Work][] = [
  [
    'a statement timeout',
    async at => {
      await at.$executeRaw`SET LOCAL statement_timeout = 1`;
      await at.$queryRaw`SELECT pg_sleep(5)::text`;
    },
  ],
  [
    'a read-only database',
    async at => {
      await at.$executeRaw`SET TRANSACTION READ ONLY`;
      await at.tag.create({ data: { name: 'new' } });
    },
  ],
  ['a broken connection', at => at.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`],
  [
    'a temporary file that is too large',
    async at => {
      await at.$executeRaw`SET LOCAL temp_file_limit = 0`;
      await at.$executeRaw`SET LOCAL work_mem = '64kB'`;
      await at.$queryRaw`SELECT i::text FROM generate_series(1, 100000) i ORDER BY md5(i::text)`;
    },
  ],
];

test.each(outages)('%s is an outage', async (_what, work) => {
  const error: unknown = await database.$transaction(work).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect(isDatabaseUnavailable(error)).toBe(true);
});

const ownErrors: [string, Work][] = [
  ['a table that does not exist', at => at.$queryRaw`SELECT FROM nothing`],
  ['a value that is too large', at => at.$queryRaw`SELECT ${'99999999999'}::int`],
  [
    'a row that exists',
    async at => {
      await at.tag.create({ data: { name: 'twice' } });
      await at.tag.create({ data: { name: 'twice' } });
    },
  ],
  [
    'a row without the row that it refers to',
    at => at.$executeRaw`INSERT INTO prompt_tags SELECT gen_random_uuid(), gen_random_uuid()`,
  ],
];

describe.each([
  ['inside a transaction', (work: Work) => database.$transaction(work)],
  ['outside', (work: Work) => work(database)],
])('%s', (_where, run) => {
  test.each(ownErrors)('%s is not an outage', async (_what, work) => {
    const error: unknown = await run(work).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(isDatabaseUnavailable(error)).toBe(false);
  });
});

test('an unreachable server is an outage, for a statement and for a transaction', async () => {
  const away = openDatabase('postgresql://app@127.0.0.1:1/app', () => {});
  for (const work of [() => away.$queryRaw`SELECT 1`, () => away.$transaction(() => Promise.resolve())]) {
    const error: unknown = await work().catch((thrown: unknown) => thrown);
    expect(isDatabaseUnavailable(error)).toBe(true);
  }
});

test('any other error is not an outage', () => {
  expect(isDatabaseUnavailable(new Error('timeout'))).toBe(false);
});

test('a raw statement reports a row that exists as Prisma does', async () => {
  await database.tag.create({ data: { name: 'once' } });
  const error: unknown =
    await database.$executeRaw`INSERT INTO tags VALUES (gen_random_uuid(), 'once')`.catch(
      (thrown: unknown) => thrown,
    );
  expect(isUniqueViolation(error)).toBe(true);
});
