import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PortalApi } from '../../../tools/portal-api.ts';
import { freePort, startPostgres, type Postgres } from '../../../tools/postgres.ts';
import { startTestPortal, type TestPortal } from './portal.ts';

let postgres: Postgres;
let portal: TestPortal;

/** The production configuration on the test's own PostgreSQL. */
async function startInProduction(env: NodeJS.ProcessEnv = {}): Promise<TestPortal> {
  const port = await freePort();
  return startTestPortal({
    port,
    configs: ['app-config.yaml', 'app-config.production.yaml'],
    env: {
      NODE_ENV: 'production',
      GOLDPATH_BASE_URL: `http://localhost:${port}`,
      POSTGRES_HOST: postgres.host,
      POSTGRES_PORT: String(postgres.port),
      POSTGRES_USER: postgres.user,
      POSTGRES_PASSWORD: postgres.password,
      ...env,
    },
  });
}

beforeAll(async () => {
  postgres = await startPostgres();
  await postgres.createDatabase('goldpath');
  portal = await startInProduction();
});

afterAll(async () => {
  await portal?.stop();
  await postgres?.stop();
});

test('every plugin keeps its tables in PostgreSQL', async () => {
  const rows = await postgres.query(
    'goldpath',
    'select distinct table_schema from information_schema.tables',
  );
  const schemas = rows.map(row => row.table_schema);
  expect(schemas).toEqual(expect.arrayContaining(['auth', 'catalog', 'scaffolder', 'search']));
});

test('search runs on PostgreSQL', async () => {
  const rows = await postgres.query('goldpath', "select to_regclass('search.documents') as documents");
  expect(rows[0]?.documents).not.toBeNull();
  expect(await readFile(portal.log, 'utf8')).not.toContain('Postgres search engine is not supported');
});

test('a guest is refused', async () => {
  await expect(PortalApi.asGuest(portal.url)).rejects.toThrow('403');
});

test('a guest is let in when that is asked for', async () => {
  const open = await startInProduction({ GOLDPATH_ALLOW_GUESTS: 'true' });
  try {
    const api = await PortalApi.asGuest(open.url);
    expect((await api.request('/api/catalog/entities?limit=1')).status).toBe(200);
  } finally {
    await open.stop();
  }
});

test('the password of the database is not in the log', async () => {
  expect(await readFile(portal.log, 'utf8')).not.toContain(postgres.password);
});
