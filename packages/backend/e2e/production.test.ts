import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PortalApi } from '../../../tools/portal-api.ts';
import { freePort } from '../../../tools/freePort.ts';
import { type Postgres, startPostgres } from '../../../tools/postgres.ts';
import { serviceAnswers, signInWhenReady, startTestPortal, type TestPortal } from './portal.ts';

const ROLE = 'portal';
const template = 'template:default/prompt-library-service';

let postgres: Postgres;
let portal: TestPortal;

/** Starts a portal with the production configuration and the test's PostgreSQL. */
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
      POSTGRES_USER: ROLE,
      POSTGRES_PASSWORD: postgres.password,
      ...env,
    },
  });
}

/** Creates the role of the portal, as the one-off task of infra/ does. */
function prepareDatabase(env: NodeJS.ProcessEnv = {}) {
  const script = path.join(import.meta.dirname, '../src/prepareDatabase.ts');
  return promisify(execFile)(process.execPath, [script, ROLE], {
    env: {
      POSTGRES_HOST: postgres.host,
      POSTGRES_PORT: String(postgres.port),
      POSTGRES_USER: postgres.user,
      POSTGRES_PASSWORD: postgres.password,
      POSTGRES_DATABASE: 'goldpath',
      ...env,
    },
  });
}

/** The properties of the page of the form that asks where to publish. */
async function publishingFields(api: PortalApi): Promise<Record<string, unknown>> {
  const response = await api.request(
    '/api/scaffolder/v2/templates/default/template/prompt-library-service/parameter-schema',
  );
  const { steps } = (await response.json()) as {
    steps: { schema: { properties: Record<string, unknown> } }[];
  };
  return steps.find(({ schema }) => schema.properties.destination)!.schema.properties;
}

beforeAll(async () => {
  postgres = await startPostgres();
  await postgres.createDatabase('goldpath');
  await postgres.query('goldpath', 'CREATE ROLE rds_iam');
  // It can be run again.
  await prepareDatabase();
  await prepareDatabase();
  await postgres.query('goldpath', `ALTER ROLE ${ROLE} PASSWORD '${postgres.password}'`);
  portal = await startInProduction();
});

afterAll(async () => {
  await portal?.stop();
  await postgres?.stop();
});

test('the role of the portal has no privilege except to create its schemas', async () => {
  const rows = await postgres.query(
    'goldpath',
    `SELECT rolsuper, rolcreatedb, rolcreaterole, pg_has_role(oid, 'rds_iam', 'member') AS by_iam
     FROM pg_roles WHERE rolname = '${ROLE}'`,
  );
  expect(rows).toEqual([{ rolsuper: false, rolcreatedb: false, rolcreaterole: false, by_iam: true }]);
});

test('the error of a database that cannot be prepared is one sentence', async () => {
  const failed = prepareDatabase({ POSTGRES_PASSWORD: 'wrong' });
  await expect(failed).rejects.toMatchObject({
    stderr: expect.stringMatching(/^The database could not be prepared: .*password.*\n$/) as string,
  });
});

test('every plugin has its tables in PostgreSQL', async () => {
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

describe('a portal that allows guests, with the environment of infra/portal.ts', () => {
  let open: TestPortal;
  let api: PortalApi;

  beforeAll(async () => {
    open = await startInProduction({ GOLDPATH_ALLOW_GUESTS: 'true', GOLDPATH_PUBLISH_LOCALLY: 'false' });
    api = await signInWhenReady(open, template);
  });

  afterAll(() => open?.stop());

  test('a guest can sign in', async () => {
    expect((await api.request('/api/catalog/entities?limit=1')).status).toBe(200);
  });

  test('the form offers no local folder, and publishes to GitHub by default', async () => {
    const { destination } = await publishingFields(api);
    expect(destination).toMatchObject({ enum: ['github'], 'ui:enumNames': ['GitHub'], default: 'github' });
  });

  test('a request for the local folder is refused at its field', async () => {
    const response = await api.request('/api/scaffolder/v2/tasks', {
      method: 'POST',
      body: JSON.stringify({ templateRef: template, values: serviceAnswers }),
    });
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { problems: { field: string }[] } };
    expect(error.problems.map(({ field }) => field)).toEqual(['destination']);
  });
});

test('the password of the database is not in the log', async () => {
  expect(await readFile(portal.log, 'utf8')).not.toContain(postgres.password);
});
