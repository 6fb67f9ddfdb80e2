import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../../tools/freePort.ts';
import { type Postgres, startPostgres } from '../../../tools/postgres.ts';

const root = path.join(import.meta.dirname, '../../..');
let postgres: Postgres;
let folder: string;

beforeAll(async () => {
  postgres = await startPostgres();
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-start-'));
});

afterAll(async () => {
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Starts the backend in production, and returns its exit code and the last line that it printed. */
async function start(changes: NodeJS.ProcessEnv): Promise<{ code: number | null; lastLine?: string }> {
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    PORT: String(await freePort()),
    GOLDPATH_BASE_URL: 'http://localhost:7007',
    POSTGRES_HOST: postgres.host,
    POSTGRES_PORT: String(postgres.port),
    POSTGRES_USER: postgres.user,
    POSTGRES_PASSWORD: postgres.password,
    ...changes,
  };
  const args = ['app-config.yaml', 'app-config.production.yaml'].flatMap(file => ['--config', file]);
  return new Promise(resolve => {
    const child = execFile(
      process.execPath,
      ['packages/backend/src/index.ts', ...args],
      { cwd: root, env, maxBuffer: 64e6 },
      (_, stdout, stderr) =>
        resolve({ code: child.exitCode, lastLine: (stdout + stderr).trim().split('\n').at(-1) ?? '' }),
    );
  });
}

test('a start with a missing variable ends, and the only line names it', async () => {
  expect(await start({ POSTGRES_HOST: '' })).toEqual({
    code: 1,
    lastLine: 'POSTGRES_HOST is not set. Set it to the host name of the database server.',
  });
});

test('a start without its database ends, and the last line says what to correct', async () => {
  const { code, lastLine } = await start({ POSTGRES_PORT: '1' });
  expect(code).toBe(1);
  expect(lastLine).toMatch(
    /^The database cannot be used: .*ECONNREFUSED.*\. Correct POSTGRES_HOST and POSTGRES_PORT, or start the database\.$/,
  );
});

test('a port that is used by another program is named', async () => {
  const { code, lastLine } = await start({ PORT: String(postgres.port) });
  expect(code).toBe(1);
  expect(lastLine).toMatch(/^The portal cannot start: .*EADDRINUSE/);
});
