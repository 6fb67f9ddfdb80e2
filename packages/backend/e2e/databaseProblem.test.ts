import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Postgres, startPostgres } from '../../../tools/postgres.ts';
import { databaseProblem } from '../src/databaseProblem.ts';

let postgres: Postgres;

beforeAll(async () => {
  postgres = await startPostgres();
  await postgres.createDatabase('goldpath');
  await postgres.query('goldpath', "CREATE ROLE portal LOGIN PASSWORD 'a'");
  await postgres.query('goldpath', 'REVOKE CONNECT ON DATABASE goldpath FROM PUBLIC');
});

afterAll(() => postgres.stop());

const problem = (changes: NodeJS.ProcessEnv) =>
  databaseProblem({
    POSTGRES_HOST: postgres.host,
    POSTGRES_PORT: String(postgres.port),
    POSTGRES_USER: postgres.user,
    POSTGRES_PASSWORD: postgres.password,
    ...changes,
  });

test('a database that can be used has no problem', async () => {
  expect(await problem({})).toBeUndefined();
});

test('a portal without PostgreSQL has no problem with it', async () => {
  expect(await databaseProblem({})).toBeUndefined();
});

test.each([
  [{ POSTGRES_HOST: 'database.invalid' }, /ENOTFOUND|EAI_AGAIN/, 'POSTGRES_HOST'],
  [{ POSTGRES_PORT: '1' }, /ECONNREFUSED/, 'POSTGRES_HOST and POSTGRES_PORT'],
  [{ POSTGRES_PASSWORD: 'wrong' }, /password authentication/, 'POSTGRES_USER and POSTGRES_PASSWORD'],
  [{ POSTGRES_USER: 'unknown' }, /"unknown"/, 'POSTGRES_USER and POSTGRES_PASSWORD'],
  [{ POSTGRES_DATABASE: 'unknown' }, /does not exist/, 'POSTGRES_DATABASE'],
  [
    { POSTGRES_USER: 'portal', POSTGRES_PASSWORD: 'a' },
    /permission denied/,
    'POSTGRES_USER and POSTGRES_DATABASE',
  ],
])('%j: the reason of the server, and the variables to correct', async (changes, reason, names) => {
  const line = await problem(changes);
  expect(line).toMatch(reason);
  expect(line).toMatch(/^The database cannot be used: /);
  expect(line).toContain(`. Correct ${names}, or start the database.`);
});
