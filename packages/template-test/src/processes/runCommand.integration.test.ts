import { readFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { folderOf } from '@goldpath/files/testing';
import { runCommand } from './runCommand.ts';

const node = (script: string) => [process.execPath, '-e', script];
const { signal } = new AbortController();

test('the exit code is returned, and the log has the command with its output', async () => {
  const cwd = await folderOf();
  const log = path.join(cwd, 'logs', 'x.log');
  const command = node('console.log("out"); console.error("err"); process.exitCode = 3');
  expect(await runCommand({ cwd, command, log, signal })).toBe(3);
  expect(await readFile(log, 'utf8')).toBe(`$ ${command.join(' ')}\n(in ${cwd})\nout\nerr\n`);
});

test('a program that cannot be started is 127, with the reason in the log', async () => {
  const cwd = await folderOf();
  const log = path.join(cwd, 'x.log');
  expect(await runCommand({ cwd, command: ['goldpath-no-such-program'], log, signal })).toBe(127);
  expect(await readFile(log, 'utf8')).toContain('ENOENT');
});

test('an abort ends the command and its children', async () => {
  const cwd = await folderOf();
  const log = path.join(cwd, 'x.log');
  const controller = new AbortController();
  const script = `
    const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    console.log('child ' + child.pid + '.');
    setInterval(() => {}, 1000);
  `;
  const ended = runCommand({ cwd, command: node(script), log, signal: controller.signal });
  const read = () => readFile(log, 'utf8').catch(() => '');
  await expect.poll(read, { timeout: 120_000 }).toMatch(/child \d+\./);
  const pid = Number(/child (\d+)\./.exec((await read()).split('\n').slice(-2).join('\n'))?.[1]);
  controller.abort(new Error('stopped by the test'));
  await expect(ended).rejects.toThrow('stopped by the test');
  await expect.poll(() => isRunning(pid), { timeout: 120_000 }).toBe(false);
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
