// The created repository's own pipeline passes, and what it built serves requests.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { freePort } from '../../tools/freePort.ts';
import { type Postgres, startPostgres } from '../../tools/postgres.ts';
import { runJob } from '../../tools/run-job/runJob.ts';
import { endChild } from '../../tools/setup/children.mjs';
import { cloneFolder } from '../folders.ts';

const run = promisify(execFile);

test.each(['test', 'infrastructure'])('the job %s of its pipeline passes', async job => {
  expect(await runJob(cloneFolder, job)).toMatch(/Tests .*\d+ passed/);
});

test('its pipeline leaves no change behind', async () => {
  const { stdout } = await run('git', ['status', '--porcelain'], { cwd: cloneFolder });
  expect(stdout).toBe('');
});

describe('the built service', () => {
  let postgres: Postgres;
  let service: ChildProcess;
  let url: string;

  beforeAll(async () => {
    postgres = await startPostgres();
    await postgres.createDatabase('service');
    const port = await freePort();
    const { host, user, password } = postgres;
    const env = {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      DATABASE_URL: `postgresql://${user}:${password}@${host}:${postgres.port}/service`,
    };
    await run('npm', ['run', 'db:migrate'], { cwd: cloneFolder, env });
    // as its image does
    service = spawn(process.execPath, ['dist/server.js'], {
      cwd: cloneFolder,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    url = `http://localhost:${port}`;
    const isReady = async () => {
      if (service.exitCode !== null) throw new Error(`dist/server.js ended with ${service.exitCode}.`);
      return (await statusOf(`${url}/health/ready`)) === 200;
    };
    await vi.waitUntil(isReady, { timeout: 120_000 });
  });

  afterAll(async () => {
    if (service) await endChild(service);
    await postgres?.stop();
  });

  test('a prompt is created, read back and found by its tag', async () => {
    const ada = { email: 'ada@example.com', name: 'Ada', password: 'correct horse battery' };
    const { accessToken } = await post(`${url}/v1/auth/register`, ada);
    const newPrompt = {
      title: 'Explain like I am five',
      text: 'Explain ${topic} in three short sentences.',
      agentType: 'LLM',
      tags: ['teaching'],
    };
    const prompt = await post(`${url}/v1/prompts`, newPrompt, { authorization: `Bearer ${accessToken}` });
    const read = await fetch(`${url}/v1/prompts/${prompt.id}`);
    expect(await read.json()).toEqual(prompt);
    const list = (await (await fetch(`${url}/v1/prompts?tag=teaching`)).json()) as { items: unknown[] };
    expect(list.items).toHaveLength(1);
  });
});

/** The status of a response, or 0 when nothing listens yet. */
const statusOf = (address: string) =>
  fetch(address).then(
    response => response.status,
    () => 0,
  );

async function post(
  address: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Record<string, string>> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (response.status !== 201) throw new Error(`${address}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, string>;
}
