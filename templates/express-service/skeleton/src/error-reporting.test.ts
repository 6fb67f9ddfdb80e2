import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MIGRATED } from '../test/global-setup.ts';
import { newDatabase, startService } from '../test/service.ts';
import { loadConfig } from './config.ts';
import { openDatabase } from './database/database.ts';
import { type ErrorReporter, errorReporter } from './error-reporting.ts';
import { sweepOnce } from './sweeper.ts';

const DATABASE_URL = 'postgresql://app@127.0.0.1:1/app';
const silent = pino({ level: 'silent' });

/** The event of an envelope (https://develop.sentry.dev/sdk/foundations/transport/envelopes/). */
interface Event {
  exception: { values: { type: string; value: string; stacktrace: { frames: { filename: string }[] } }[] };
  transaction?: string;
  tags?: Record<string, string | number>;
}

/** The requests to the stand-in for Sentry, and its responses. */
const received: { path: string; envelope: string }[] = [];
let answer: (response: ServerResponse) => void;
const sentry = createServer((request, response) => {
  void text(request).then(envelope => {
    received.push({ path: request.url ?? '', envelope });
    answer(response);
  });
});
let dsn: string;

beforeAll(async () => {
  sentry.listen(0, '127.0.0.1');
  await once(sentry, 'listening');
  dsn = `http://key@127.0.0.1:${(sentry.address() as AddressInfo).port}/42`;
});

beforeEach(() => {
  received.length = 0;
  answer = response => response.end('{}');
});

afterAll(() => {
  sentry.close();
  sentry.closeAllConnections();
});

const reporterOf = (environment: Record<string, string> = {}): Promise<ErrorReporter> =>
  errorReporter(loadConfig({ DATABASE_URL, SENTRY_DSN: dsn, ...environment }));

const events = () => received.map(({ envelope }) => JSON.parse(envelope.split('\n')[2] ?? '') as Event);

describe('a request', () => {
  test('that fails is reported with its route and id, and without user input', async () => {
    const reporter = await reporterOf({ SENTRY_ENVIRONMENT: 'stage-7' });
    const service = await startService({ reporter });
    await service.database.$executeRaw`DROP TABLE notes`;
    const { status } = await service.patch(
      '/v1/notes/0190a5b2-0000-7000-8000-000000000000',
      { title: 'my-secret-value' },
      { cookie: 'a=my-secret-cookie', 'x-header': 'my-secret-header', 'if-match': '*' },
    );
    expect(status).toBe(500);
    await reporter.flush();

    const [event] = events();
    expect(received.map(({ path }) => path)).toEqual([expect.stringMatching(/^\/api\/42\/envelope\//)]);
    expect(event).toMatchObject({
      environment: 'stage-7',
      release: expect.stringMatching(/^\S+@\d+\.\d+\.\d+$/),
      transaction: 'PATCH /v1/notes/:id',
      tags: { request_id: expect.stringMatching(/^[\w-]{36}$/) },
    });
    const [exception] = event!.exception.values;
    expect(exception!.stacktrace.frames.some(({ filename }) => filename.includes('src/'))).toBe(true);
    for (const unwanted of ['my-secret', '0190a5b2', 'user-agent', '127.0.0.1:5']) {
      expect(received[0]!.envelope).not.toContain(unwanted);
    }
  });

  test.each([
    ['that is wrong', '/v1/notes?limit=none', 400],
    ['that matches no route', '/unknown', 404],
  ])('%s is not reported', async (_what, path, status) => {
    const reporter = await reporterOf();
    const service = await startService({ reporter });
    expect((await service.get(path)).status).toBe(status);
    await reporter.flush();
    expect(received).toEqual([]);
  });

  test('that finds the database unavailable is not reported, because an alarm covers it', async () => {
    const reporter = await reporterOf();
    const database = openDatabase(DATABASE_URL, () => {});
    const service = await startService({ reporter, database });
    expect((await service.get('/v1/notes')).status).toBe(503);
    await reporter.flush();
    expect(received).toEqual([]);
  });

  test('gets a response while Sentry does not respond, and stopping waits for at most two seconds', async () => {
    answer = () => {};
    const reporter = await reporterOf();
    const service = await startService({ reporter });
    await service.database.$executeRaw`DROP TABLE notes`;
    expect((await service.get('/v1/notes')).status).toBe(500);
    const before = performance.now();
    await reporter.flush();
    expect(performance.now() - before).toBeLessThan(4_000);
  });
});

test('a sweep that fails is reported', async () => {
  const reporter = await reporterOf();
  const config = loadConfig({ DATABASE_URL: await newDatabase(MIGRATED) });
  const database = openDatabase(config, () => {});
  const failing = { name: 'dust', sweep: () => Promise.reject(new Error('no broom')) };
  await sweepOnce({ database, config }, silent, { sweeps: [failing], reporter });
  await Promise.all([reporter.flush(), database.$disconnect()]);
  expect(events()).toMatchObject([
    { exception: { values: [{ type: 'Error', value: 'no broom' }] }, tags: { work: 'sweep dust' } },
  ]);
});

test.each([
  [new Error('Key "email" is there: ada@example.com'), 'Key "..." is there: ...'],
  [new Error('Key (email)=(ada@example.com) exists'), 'Key (email)=(...) exists'],
  [new SyntaxError('Unexpected token, "my-secret" is not valid'), 'Unexpected token, "..." is not valid'],
  [{ password: 'my-secret' }, 'object was thrown'],
])('values are left out of %s', async (error, value) => {
  const reporter = await reporterOf();
  reporter.report(error, {});
  await reporter.flush();
  expect(events()).toMatchObject([{ exception: { values: [{ value }] } }]);
  expect(received[0]!.envelope).not.toMatch(/my-secret|ada@/);
});

test.each([
  ['answers with errors', 500],
  ['wants to hear nothing more', 429],
])('nothing breaks when Sentry %s', async (_what, status) => {
  answer = response => response.writeHead(status, { 'retry-after': '60' }).end();
  const reporter = await reporterOf();
  reporter.report(new Error('first'), {});
  await expect(reporter.flush()).resolves.toBeUndefined();
});

test('nothing breaks when Sentry is unavailable', async () => {
  const reporter = await reporterOf({ SENTRY_DSN: 'http://key@127.0.0.1:1/1' });
  reporter.report(new Error('first'), {});
  await expect(reporter.flush()).resolves.toBeUndefined();
});

test.each([
  ['not loaded without a DSN', '', '0'],
  ['loaded with one', 'http://key@127.0.0.1:1/1', '1'],
])('Sentry’s package is %s', async (_what, SENTRY_DSN, loaded) => {
  const script = `
    import { registerHooks } from 'node:module';
    let count = 0;
    registerHooks({ resolve(name, context, next) { count += name === '@sentry/core'; return next(name, context); } });
    const { errorReporter } = await import('./src/error-reporting.ts');
    await errorReporter({ SENTRY_DSN: process.env.SENTRY_DSN || undefined, SENTRY_ENVIRONMENT: 'test' });
    console.log(count);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { PATH: process.env.PATH, SENTRY_DSN },
  });
  expect(stdout.trim()).toBe(loaded);
});
