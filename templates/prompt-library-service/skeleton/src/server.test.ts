import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { newDatabase } from '../test/service.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

function start(environment: Record<string, string>) {
  const child = spawn(process.execPath, ['src/server.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH, PORT: '0', NODE_ENV: 'test', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    child,
    /** The next match in the log. */
    logged: async (pattern: RegExp): Promise<string> => {
      for (;;) {
        const { value, done } = await log.next();
        if (done) throw new Error(`The log ended without ${pattern}.`);
        const match = pattern.exec(value);
        if (match) return match[0];
      }
    },
    stderr: text(child.stderr),
    exit: once(child, 'exit'),
  };
}

test('migrates, serves, and answers what is under way when SIGTERM comes', async () => {
  const { child, logged, stderr, exit } = start({ DATABASE_URL: await newDatabase() });
  const url = await logged(/http:\/\/localhost:\d+/);
  const body = JSON.stringify({ email: 'ada@example.com', name: 'Ada', password: 'correct horse battery' });
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    // Tells when the service has begun to work on the request.
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

test('a wrong environment is one message without a stack', async () => {
  const { stderr, exit } = start({ PORT: 'http' });
  expect(await exit).toEqual([1, null]);
  expect(await stderr).toBe(
    'The environment is not right:\n' +
      '  DATABASE_URL: is needed: a PostgreSQL address such as postgresql://app@localhost:5432/app\n' +
      '  PORT: must be a port number\n' +
      'See .env.example.\n',
  );
});

test('a database that does not answer is one message without a stack', async () => {
  const { stderr, exit } = start({ DATABASE_URL: 'postgresql://app@127.0.0.1:1/app' });
  expect(await exit).toEqual([1, null]);
  expect(await stderr).toMatch(/^Cannot connect to the database at 127\.0\.0\.1:1\/app: .*ECONNREFUSED.*\n$/);
});
