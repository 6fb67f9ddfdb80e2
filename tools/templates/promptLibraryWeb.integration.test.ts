import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { x } from 'tinyexec';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../freePort.ts';
import { startPostgres } from '../postgres.ts';
import { root } from '../root.mjs';
import { browserExecutable } from '../setup/browser.ts';
import { endChild } from '../setup/children.mjs';

const skeletonOf = (id: string) => path.join(root, 'templates', id, 'skeleton');
const service = skeletonOf('prompt-library-service');
const website = skeletonOf('prompt-library-web');

test('the client of the website matches the OpenAPI document of the service', async () => {
  const document = path.join(service, 'openapi.yaml');
  const { exitCode, stderr } = await x(process.execPath, ['scripts/api.ts', '--check', document], {
    nodeOptions: { cwd: website },
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
});

/**
 * Starts the service of the template on a new database.
 *
 * @returns its address
 */
async function startService(): Promise<string> {
  const postgres = await startPostgres();
  onTestFinished(postgres.stop);
  await postgres.createDatabase('app');
  const { user, password, host, port: databasePort } = postgres;
  const port = await freePort();
  await x(process.execPath, ['dev/generate.ts'], { throwOnError: true, nodeOptions: { cwd: service } });
  const running = spawn(process.execPath, ['src/server.ts'], {
    cwd: service,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PORT: String(port),
      DATABASE_URL: `postgresql://${user}:${password}@${host}:${databasePort}/app`,
      // all users of the tests have one address
      RATE_LIMIT_PER_MINUTE: '100000',
    },
  });
  onTestFinished(() => endChild(running));
  const lines: string[] = [];
  for await (const line of createInterface({ input: running.stdout })) {
    lines.push(line);
    if (line.includes('listening on')) {
      // its log is read to the end, otherwise it would wait
      running.stdout.resume();
      return `http://localhost:${port}`;
    }
  }
  throw new Error(`The service did not start:\n${lines.join('\n')}`);
}

test('the website works in a browser with the service', { timeout: 600_000 }, async () => {
  const address = await startService();
  const { exitCode, stdout, stderr } = await x('npm', ['run', 'test:browser'], {
    nodeOptions: {
      cwd: website,
      env: { SERVICE_URL: address, CHROMIUM: await browserExecutable(), NEXT_TELEMETRY_DISABLED: '1' },
    },
  });
  expect(exitCode, `${stdout}\n${stderr}`).toBe(0);
});
