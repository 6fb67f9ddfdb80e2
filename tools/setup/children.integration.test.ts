import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { expect, test } from 'vitest';

/**
 * A program that starts another one, prints its number, and ends it together with itself.
 *
 * @param before - code that the other one begins with
 */
const program = (before = '') => `
  const { spawn } = await import('node:child_process');
  const { childEnvironment, childOptions, endWithThis, stopOnSignals } =
    await import(${JSON.stringify(path.join(import.meta.dirname, 'children.mjs'))});
  stopOnSignals(() => 42);
  const child = endWithThis(
    spawn(process.execPath, [...childOptions, '--eval', "${before} console.log(process.pid); setInterval(() => {}, 1000)"], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: childEnvironment(),
    }),
  );
  setInterval(() => {}, 1000);
`;

/** Starts {@link program}, and waits until the other one runs. */
async function startBoth(before?: string): Promise<{ parent: ChildProcess; child: number }> {
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', program(before)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = (await once(parent.stdout, 'data')) as [Buffer];
  return { parent, child: Number(output) };
}

/** Whether a process runs: one that has exited can stay in the table of processes until its parent asks for it. */
async function isRunning(pid: number): Promise<boolean> {
  const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return state !== '' && !state.includes(') Z ');
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'a process that receives %s has ended the processes that it started when it exits',
  async signal => {
    const { parent, child } = await startBoth();
    parent.kill(signal);
    expect(await once(parent, 'exit')).toEqual([42, null]);
    expect(await isRunning(child)).toBe(false);
  },
);

test.each([
  ['', ''],
  [', also when they cannot end themselves', "process.on('SIGTERM', () => {});"],
])('the processes that a killed process has started end%s', async (_case, before) => {
  const { parent, child } = await startBoth(before);
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  await expect.poll(() => isRunning(child), { timeout: 120_000 }).toBe(false);
});

/** Starts a command in a shell, as npm does, in its own group of processes. */
const npmProgram = `
  const { spawn } = await import('node:child_process');
  const command =
    'const { endWithNpm } = await import(process.env.MODULE);' +
    'const npm = Number(process.env.NPM);' +
    'const isThere = () => { try { return process.kill(npm, 0); } catch { return false; } };' +
    'if (process.env.LATE) while (isThere()) await new Promise(done => setTimeout(done, 5));' +
    'console.log(process.pid); endWithNpm("run.mjs start"); setInterval(() => console.log("running"), 1000);';
  spawn('sh', ['-c', '"$NODE" --input-type=module --eval "$COMMAND"; true'], {
    stdio: 'inherit',
    env: {
      ...process.env,
      NODE: process.execPath,
      NPM: process.pid,
      COMMAND: command,
      npm_lifecycle_event: 'start',
      npm_lifecycle_script: process.env.SCRIPT,
    },
  });
  console.log('shell');
  setInterval(() => {}, 1000);
`;

/**
 * Starts npm and its command.
 *
 * @param variables - `SCRIPT` is the script that npm runs; with `LATE`, the command begins when npm has ended
 */
function startNpm(variables: NodeJS.ProcessEnv) {
  return spawn(process.execPath, ['--input-type=module', '--eval', npmProgram], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
    env: { ...process.env, ...variables, MODULE: path.join(import.meta.dirname, 'endWithNpm.mjs') },
  });
}

/** The lines of a command: its number, and then one for each second. */
async function* linesOf(stream: Readable): AsyncGenerator<string, undefined> {
  for await (const line of createInterface(stream)) if (line !== 'shell') yield line;
}

test('a command ends when npm, which has started it in a shell, is killed', async () => {
  const npm = startNpm({ SCRIPT: 'node tools/run.mjs start' });
  const command = Number((await linesOf(npm.stdout).next()).value);
  npm.kill('SIGKILL');
  await expect.poll(() => isRunning(command), { timeout: 120_000 }).toBe(false);
});

test('a command ends when npm was killed before the command could look for it', async () => {
  const npm = startNpm({ SCRIPT: 'node tools/run.mjs start', LATE: 'yes' });
  await once(npm.stdout, 'data');
  npm.kill('SIGKILL');
  const command = Number((await linesOf(npm.stdout).next()).value);
  await expect.poll(() => isRunning(command), { timeout: 120_000 }).toBe(false);
});

test('a command that a program under npm has started keeps running without that program', async () => {
  const program = startNpm({ SCRIPT: 'supervisor', LATE: 'yes' });
  await once(program.stdout, 'data');
  program.kill('SIGKILL');
  const lines = linesOf(program.stdout);
  const command = Number((await lines.next()).value);
  expect(await lines.next()).toEqual({ done: false, value: 'running' });
  process.kill(command, 'SIGKILL');
});
