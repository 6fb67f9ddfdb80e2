import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claimData } from './claimData.ts';
import { startOf, takeLock } from './lock.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-lock-'));
  file = path.join(folder, 'portal.lock');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** Takes the lock in another process, which keeps running until its input is closed. */
async function holder() {
  const script = `import { takeLock } from ${JSON.stringify(path.join(import.meta.dirname, 'lock.ts'))};
    process.stdout.write(JSON.stringify(await takeLock(${JSON.stringify(file)}, 'first') ?? null));
    process.stdin.resume();`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [output] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, output: String(output) };
}

test('a lock is held until its process has been killed', async () => {
  const { child } = await holder();
  expect(await takeLock(file, 'second')).toMatchObject({ pid: child.pid, note: 'first' });
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
  expect(await takeLock(file, 'second')).toBeUndefined();
});

test('a folder of data that another process uses is not claimed', async () => {
  const { child } = await holder();
  await expect(claimData(folder, 7007)).rejects.toThrow(
    `Goldpath is running already: first (process ${child.pid}, data in`,
  );
  child.kill();
});

test('of the processes that find an abandoned lock at the same time, one takes it', async () => {
  await writeFile(file, JSON.stringify({ pid: 2 ** 30, started: '0', note: 'abandoned' }));
  const holders = await Promise.all([holder(), holder(), holder()]);
  expect(holders.filter(({ output }) => output === 'null')).toHaveLength(1);
  for (const { child } of holders) child.kill();
  expect(await readdir(folder)).toEqual(['portal.lock']);
});

test.each([
  ['is not JSON', 'x'],
  [
    'names a later process with the same number',
    JSON.stringify({ pid: process.pid, started: '0', note: '' }),
  ],
])('a lock that %s is taken over', async (_, content) => {
  await writeFile(file, content);
  expect(await takeLock(file, 'new')).toBeUndefined();
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
    pid: process.pid,
    started: startOf(process.pid),
    note: 'new',
  });
});

test('a process that does not exist has no start', () => {
  expect(startOf(2 ** 30)).toBeUndefined();
});
