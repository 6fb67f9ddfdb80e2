import { execFile, spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { folderOf } from '@goldpath/files/testing';
import { expect, test } from 'vitest';
import { goldpathIn } from './testing/goldpath.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const binary = path.join(root, 'packages/cli/bin/goldpath.mjs');
const template = path.join(root, 'templates/prompt-library-service');
const answers = path.join(template, 'samples/skeleton.yaml');

function start(
  args: readonly string[],
  cwd = root,
  { stdout = 'pipe', program = binary }: { stdout?: number | 'pipe'; program?: string } = {},
) {
  const child = spawn(process.execPath, [program, ...args], { cwd, stdio: ['ignore', stdout, 'pipe'] });
  const code = new Promise<number | null>(resolve => child.once('close', resolve));
  if (!child.stderr) throw new Error('stderr is a pipe');
  return { child, code, stderr: text(child.stderr) };
}

async function run(args: readonly string[], cwd?: string, program?: string) {
  const { child, code, stderr } = start(args, cwd, { ...(program && { program }) });
  child.stdout?.resume();
  return { code: await code, stderr: await stderr };
}

test('a closed pipe ends a command silently, as SIGPIPE does', async () => {
  const { child, code, stderr } = start(['rules']);
  child.stdout?.destroy();
  expect({ code: await code, stderr: await stderr }).toEqual({ code: 141, stderr: '' });
});

test('a command that fails keeps its exit code when something in its process ends Node with 0', async () => {
  const program = path.join(
    await folderOf({
      'goldpath.mjs': `
    const { default: process } = await import('node:process');
    await import(${JSON.stringify(binary)});
    process.on('beforeExit', () => process.exit(0));
  `,
    }),
    'goldpath.mjs',
  );
  expect((await run(['lint', 'nothing-here'], root, program)).code).toBe(2);
});

test('a full disk below the output is one line', async () => {
  const { code, stderr } = start(['rules'], root, { stdout: openSync('/dev/full', 'w') });
  expect(await code).toBe(2);
  expect(await stderr).toMatch(/^goldpath: the output cannot be written: the disk is full; .*\n$/);
});

test.each([
  ['stamp'],
  ['stamp', 'x', '--answers', 'a.yaml'],
  ['check'],
  ['check', '.', '--format', 'x'],
  ['check', '--explain', 'x'],
  ['lint'],
  ['lint', '.', '--x'],
  ['lint', 'nothing-here'],
  ['diagram'],
  ['diagram', '.', '--format', 'x'],
  ['cost', '.', '--assume', 'x'],
  ['cost', 'nothing-here'],
  ['rules', 'x'],
  ['help', 'x'],
  ['x'],
])('wrong usage ends with 2: goldpath %s %s %s %s', async (...args) => {
  const { code, stderr } = await goldpathIn(
    root,
    args.filter(arg => typeof arg === 'string'),
  );
  expect(code).toBe(2);
  expect(stderr).not.toMatch(/unexpected error|\n +at /);
});

test.each(['.', '..', './'])('stamp %s does not read the templates of this repository', async given => {
  const folder = await folderOf();
  const { code, stderr } = await run(['stamp', given, '--answers', answers, '--to', 'out'], folder);
  expect(code).toBe(2);
  expect(stderr).toContain(`${given} is not a template: it has no template.yaml and no stamp.yaml`);
  expect(await readdir(folder)).toEqual([]);
});

test('stamp leaves nothing behind when the program of the service fails', async () => {
  const folder = await folderOf();
  const broken = path.join(folder, 'template');
  await cp(template, broken, { recursive: true, filter: source => path.basename(source) !== 'node_modules' });
  const program = path.join(broken, 'skeleton/infra/index.ts');
  await writeFile(program, `${await readFile(program, 'utf8')}\nthrow new Error('no money');\n`);
  const { code, stderr } = await run(['stamp', broken, '--answers', answers, '--to', 'a/out'], folder);
  expect(code).toBe(2);
  expect(stderr).toContain('no money');
  expect(await readdir(folder)).toEqual(['template']);
});

test.each(['SIGINT', 'SIGTERM'] as const)('stamp that receives %s leaves nothing behind', async signal => {
  const folder = await folderOf();
  const temporary = path.join(folder, 'tmp');
  await mkdir(temporary);
  const args = [binary, 'stamp', 'prompt-library-service', '--answers', answers, '--to', 'a/out'];
  const env = { ...process.env, TMPDIR: temporary };
  const child = spawn(process.execPath, args, { cwd: folder, stdio: 'ignore', env });
  const code = new Promise(resolve => child.once('close', resolve));
  await expect.poll(() => readdir(temporary), { timeout: 120_000 }).not.toEqual([]);
  child.kill(signal);
  expect(await code).toBe(signal === 'SIGINT' ? 130 : 143);
  expect(await readdir(folder, { recursive: true })).toEqual(['tmp']);
});

test.each(['check', 'cost', 'diagram'])(
  '%s that is interrupted ends its program, and writes nothing',
  async command => {
    const folder = await folderOf({
      'Pulumi.yaml': 'name: endless\nruntime: nodejs\n',
      'Pulumi.dev.yaml': 'config: {}\n',
      'package.json': '{ "name": "endless", "main": "index.ts" }',
      'index.ts': 'for (;;) {}\n',
    });
    const { child, code, stderr } = start([command, folder]);
    if (!child.stdout) throw new Error('stdout is a pipe');
    const stdout = text(child.stdout);
    await expect
      .poll(() => running(({ parent }) => parent === child.pid), { timeout: 120_000 })
      .toHaveLength(1);
    const [program] = await running(({ parent }) => parent === child.pid);
    child.kill('SIGINT');
    expect(await code).toBe(130);
    expect(await stdout).toBe('');
    expect(await stderr).toBe('goldpath: interrupted by SIGINT; nothing was written.\n');
    expect(await running(({ id }) => id === program?.id)).toEqual([]);
  },
);

interface Process {
  id: number;
  parent: number;
}

async function running(isWanted: (process: Process) => boolean): Promise<Process[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,ppid=,stat=']);
  return stdout
    .split('\n')
    .map(line => line.trim().split(/ +/))
    .filter(([, , state]) => state !== undefined && !state.startsWith('Z'))
    .map(([id, parent]) => ({ id: Number(id), parent: Number(parent) }))
    .filter(isWanted);
}

test('a clone without dependencies says how to install them', async () => {
  const clone = await folderOf();
  const copy = path.join(clone, 'packages/cli');
  for (const part of ['bin', 'src', 'package.json'])
    await cp(path.join(root, 'packages/cli', part), path.join(copy, part), { recursive: true });
  expect(await run(['rules'], clone, path.join(copy, 'bin/goldpath.mjs'))).toEqual({
    code: 2,
    stderr: `goldpath: the dependencies are not installed. Run 'npm start' in ${clone}, which installs them.\n`,
  });
});

test('lint of an empty file reports it', async () => {
  const folder = await folderOf({ 'empty.yaml': '' });
  expect(await run(['lint', 'empty.yaml'], folder)).toMatchObject({ code: 1 });
});

test('lint of a stamped repository without a template says so', async () => {
  const manifest = JSON.stringify({
    manifestVersion: 1,
    template: { id: 'pantry', version: '1.0.0' },
    answers: {},
    files: {},
  });
  const folder = await folderOf({ '.goldpath/manifest.json': manifest });
  const { code, stderr } = await run(['lint', '.'], folder);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^\.: no template found, .*\n$/);
});
