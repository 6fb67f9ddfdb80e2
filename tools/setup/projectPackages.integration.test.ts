import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { x } from 'tinyexec';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installProject } from './projectPackages.ts';

let folder: string;

/** A project with one dependency, in a folder beside it, so that nothing is downloaded. */
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-project-'));
  await mkdir(path.join(folder, 'part'));
  await writeManifest('part/package.json', { name: 'part', version: '1.0.0' });
  await writeManifest('package.json', { name: 'whole', dependencies: { part: 'file:part' } });
  const args = ['install', '--package-lock-only', '--offline', '--no-audit'];
  await x('npm', args, { throwOnError: true, nodeOptions: { cwd: folder } });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const writeManifest = (file: string, manifest: object) =>
  writeFile(path.join(folder, file), JSON.stringify(manifest));
const record = () => path.join(folder, 'node_modules', '.package-lock.json');
const installedAt = async () => (await stat(record())).mtimeMs;

test('missing packages are installed', async () => {
  await installProject(folder);
  expect(existsSync(path.join(folder, 'node_modules', 'part', 'package.json'))).toBe(true);
});

test('current packages are not installed again', async () => {
  await installProject(folder);
  const before = await installedAt();
  await installProject(folder);
  expect(await installedAt()).toBe(before);
});

test('packages that are older than the lockfile are installed again', async () => {
  await installProject(folder);
  await utimes(record(), 0, 0);
  await installProject(folder);
  expect(await installedAt()).toBeGreaterThan(0);
});

test('a lockfile that does not match is reported with the output of npm', async () => {
  await writeManifest('package.json', { name: 'whole', dependencies: { other: '1.0.0' } });
  await expect(installProject(folder)).rejects.toThrow(/npm ci failed in [^]*other@1\.0\.0/);
});
