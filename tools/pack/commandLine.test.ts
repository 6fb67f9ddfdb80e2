import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../node24.mjs';
import { assembleCommandLine } from './commandLine.ts';

const run = promisify(execFile);
let folder: string;
let installed: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'packed-'));
  installed = path.join(folder, 'node_modules', 'goldpath');
  await assembleCommandLine(installed, '1.2.3');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('the package holds what runs, the parts that are nowhere else, and no test', async () => {
  const { stdout } = await run('npm', ['pack', '--dry-run', '--json'], { cwd: installed });
  const files: string[] = JSON.parse(stdout)[0].files.map((file: { path: string }) => file.path);
  expect(files).toEqual(
    expect.arrayContaining([
      'bin/goldpath.js',
      'src/cli.js',
      'node_modules/@goldpath/policies/src/run/child.js',
      'node_modules/@goldpath/plugin-goldpath-node/src/template/stamp.schema.json',
    ]),
  );
  expect(files.filter(file => /\.ts$|\.test\.|\/testing\//.test(file))).toEqual([]);
});

test('it checks a service where it is installed', async () => {
  const { dependencies } = JSON.parse(await readFile(path.join(installed, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies).filter(name => !name.startsWith('@goldpath/'))) {
    const target = path.join(folder, 'node_modules', name);
    await mkdir(path.dirname(target), { recursive: true });
    const from = ['.', 'policies', 'plugins/goldpath-node', 'packages/goldpath']
      .map(workspace => path.join(root, workspace, 'node_modules', name))
      .find(existsSync);
    await symlink(from!, target);
  }
  const service = path.join(root, 'templates', 'prompt-library-service', 'skeleton');
  const { stdout } = await run(process.execPath, [
    path.join(installed, 'bin', 'goldpath.js'),
    'check',
    service,
  ]);
  expect(stdout).toMatch(/[1-9]\d* passed, 0 failed/);
});
