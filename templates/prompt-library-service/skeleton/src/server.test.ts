import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { MIGRATED } from '../test/global-setup.ts';
import { startServer } from '../test/process.ts';
import { newDatabase } from '../test/service.ts';
import { databaseOfTwoRoles, query } from '../test/service-role.ts';

test('migrates, serves, and completes the request in progress after SIGTERM', async () => {
  const { child, logged, stderr, exit } = startServer({ DATABASE_URL: await newDatabase() });
  const url = await logged(/http:\/\/localhost:\d+/);
  const body = JSON.stringify({ email: 'ada@example.com', name: 'Ada', password: 'correct horse battery' });
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    // Shows when the service has started to handle the request.
    expect: '100-continue',
  };
  const adding = request(`${url}/v1/auth/register`, { method: 'POST', headers });
  adding.flushHeaders();
  await once(adding, 'continue');

  child.kill('SIGTERM');
  await logged(/stopping/);
  adding.end(body);
  const [response] = (await once(adding, 'response')) as [IncomingMessage];
  expect(response.statusCode).toBe(201);
  response.resume();
  expect(await exit).toEqual([0, null]);
  expect(await stderr).toBe('');
});

test('a second signal ends it at once, with a request in progress', async () => {
  const { child, logged, exit } = startServer({ DATABASE_URL: await newDatabase(MIGRATED) });
  const url = await logged(/http:\/\/localhost:\d+/);
  const headers = { 'content-type': 'application/json', 'content-length': 100, expect: '100-continue' };
  const adding = request(`${url}/v1/auth/register`, { method: 'POST', headers });
  const broken = once(adding, 'error');
  adding.flushHeaders();
  await once(adding, 'continue');
  child.kill('SIGTERM');
  await logged(/stopping/);
  child.kill('SIGTERM');
  expect(await exit).toEqual([1, null]);
  await broken;
});

test('an invalid environment is one message without a stack', async () => {
  const { stderr, exit } = startServer({ PORT: 'http' });
  expect(await exit).toEqual([1, null]);
  expect(await stderr).toBe(
    'The environment is invalid:\n' +
      '  DATABASE_URL: is required: a PostgreSQL address such as postgresql://app@localhost:5432/app\n' +
      '  PORT: must be a port number\n' +
      'See .env.example.\n',
  );
});

test('an unreachable database is one message without a stack', async () => {
  const { stderr, exit } = startServer({ DATABASE_URL: 'postgresql://app@127.0.0.1:1/app' });
  expect(await exit).toEqual([1, null]);
  expect(await stderr).toMatch(/^Cannot connect to the database at 127\.0\.0\.1:1\/app: .*ECONNREFUSED.*\n$/);
});

describe('as a role that may read and write rows only', () => {
  const json = { 'content-type': 'application/json' };

  test('serves a database that was migrated before', async () => {
    const { service } = await databaseOfTwoRoles();
    const { child, logged, stderr, exit } = startServer({
      DATABASE_URL: service,
      MIGRATE_ON_START: 'false',
      RATE_LIMIT_PER_MINUTE: '12',
    });
    const url = await logged(/http:\/\/localhost:\d+/);
    const account = { email: 'ada@example.com', name: 'Ada', password: 'correct horse battery' };
    const call = async (method: string, path: string, body?: unknown, headers = {}) => {
      const payload = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await fetch(`${url}${path}`, { method, headers: { ...json, ...headers }, ...payload });
      const answer = response.status === 204 ? {} : ((await response.json()) as Record<string, unknown>);
      return { status: response.status, body: answer };
    };
    const { body: session } = await call('POST', '/v1/auth/register', account);
    const asAda = { authorization: `Bearer ${session.accessToken as string}` };
    const prompt = {
      title: 'Kettle',
      text: 'Boil ${water}',
      agentType: 'LLM',
      visibility: 'PUBLIC',
      tags: ['tea'],
    };
    const { status, body: created } = await call('POST', '/v1/prompts', prompt, {
      ...asAda,
      'idempotency-key': '1',
    });
    expect(status).toBe(201);
    const imported = await call('POST', '/v1/import', [{ ...prompt, title: 'Teapot' }], asAda);
    expect(imported.status).toBe(200);
    expect((await call('PUT', `/v1/prompts/${created.id as string}/like`, undefined, asAda)).status).toBe(
      200,
    );
    for (const query of ['q=kettel', 'q=Teapot', 'tag=tea']) {
      const found = await call('GET', `/v1/prompts?${query}`);
      expect(found).toMatchObject({
        status: 200,
        body: { items: expect.arrayContaining([expect.anything()]) },
      });
    }
    const answers = await Promise.all(Array.from({ length: 20 }, () => call('GET', '/v1/tags')));
    expect(answers.map(answer => answer.status)).toContain(429);
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
    expect(await stderr).toBe('');
  });

  test('does not start before the migration, and creates nothing', async () => {
    const DATABASE_URL = await newDatabase();
    const { stderr, exit } = startServer({ DATABASE_URL, MIGRATE_ON_START: 'false' });
    expect(await exit).toEqual([1, null]);
    expect(await stderr).toMatch(/^The database lacks \d+_init, .* Run `node dist\/migrate\.js` .*\n$/);
    const sql = "SELECT FROM pg_tables WHERE schemaname = 'public'";
    expect(await query(DATABASE_URL, sql)).toEqual([]);
  });
});

test('an uncaught error is logged and reported, and ends the process', async () => {
  const received: string[] = [];
  const sentry = createServer((request, response) => {
    void text(request).then(envelope => {
      received.push(envelope);
      response.end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(sentry, 'listening');
  const { port } = sentry.address() as AddressInfo;
  const throwing = "data:text/javascript,process.once('SIGUSR2', () => { throw new Error('unexpected') })";
  const { child, logged, stderr, exit } = startServer(
    { DATABASE_URL: await newDatabase(MIGRATED), SENTRY_DSN: `http://key@127.0.0.1:${port}/1` },
    ['--import', throwing],
  );
  await logged(/listening/);
  child.kill('SIGUSR2');
  expect(await logged(/"msg":"[^"]*"/)).toBe('"msg":"unexpected"');
  expect(await exit).toEqual([1, null]);
  expect(await stderr).toBe('');
  expect(received.join()).toContain('unexpected');
  sentry.close();
});
