import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compiler5 } from '../../tools/compilers.ts';
import { run } from '../../tools/pack/compile.ts';
import { closureOf, exampleOf, installPackages } from '../../tools/pack/installation.ts';
import { packAll, type Tarball } from '../../tools/pack/packAll.ts';
import { publishedWorkspaces } from '../../tools/pack/workspaces.ts';
import { root } from '../../tools/root.mjs';

const workspaces = await publishedWorkspaces();
const byName = new Map(workspaces.map(workspace => [workspace.manifest.name, workspace]));

let folder: string;
let tarballs: Map<string, Tarball>;
/** The folder in which every package is installed but the plugin of the frontend, which runs in a browser, from a bundle. */
let installed: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-packed-'));
  const packed = await packAll('0.0.1', path.join(folder, 'tarballs'));
  tarballs = new Map(packed.map(tarball => [tarball.name, tarball]));
  const all = workspaces.filter(({ manifest }) => manifest.backstage?.role !== 'frontend-plugin');
  installed = await install(
    'packages',
    new Set(all.flatMap(({ manifest }) => [...closureOf(manifest.name, workspaces)])),
  );
}, 300_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Installs packages in a new folder and returns it. */
async function install(name: string, packages: Iterable<string>, ...options: string[]): Promise<string> {
  const dir = path.join(folder, name);
  const files = [...packages].map(one => tarballs.get(one)?.file ?? one);
  await installPackages(dir, files, ...options);
  return dir;
}

/** The size of a folder in megabytes. */
async function megabytesOf(dir: string): Promise<number> {
  const entries = await readdir(dir, { withFileTypes: true, recursive: true });
  const files = entries.filter(entry => entry.isFile());
  const sizes = await Promise.all(
    files.map(async entry => (await stat(path.join(entry.parentPath, entry.name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0) / 1e6;
}

const compilerOptions = {
  target: 'es2023',
  lib: ['ES2024'],
  module: 'nodenext',
  strict: true,
  noEmit: true,
  skipLibCheck: false,
  types: ['node'],
  typeRoots: [path.join(root, 'node_modules', '@types')],
};

describe('packages', () => {
  const packages = workspaces.filter(
    ({ manifest }) => manifest.main && manifest.backstage?.role !== 'frontend-plugin',
  );

  test.each(packages.map(workspace => [workspace.manifest.name, workspace] as const))(
    'the README example of %s runs where it is installed',
    async (name, workspace) => {
      const example = await exampleOf(workspace);
      expect(example).toContain(`'${name}'`);
      const file = path.join(installed, `${path.basename(workspace.folder)}.ts`);
      await writeFile(file, example);
      expect((await run(process.execPath, [file], installed)).stdout).not.toBe('');
    },
    60_000,
  );

  test('the README examples compile with the published types', async () => {
    for (const workspace of packages)
      await writeFile(
        path.join(installed, `${path.basename(workspace.folder)}.ts`),
        await exampleOf(workspace),
      );
    const options = { ...compilerOptions, skipLibCheck: true };
    await writeFile(
      path.join(installed, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: options, include: ['*.ts'] }),
    );
    await expect(run(process.execPath, [compiler5, '-p', installed], installed)).resolves.toEqual({
      stdout: '',
    });
  }, 60_000);
});

describe('the frontend plugin', () => {
  const name = '@goldpath/plugin-goldpath';
  let dir: string;

  // below this repository, so that Backstage and React come from its node_modules: npm would take minutes to install them
  beforeAll(async () => {
    dir = await mkdtemp(path.join(root, '.cache', 'packed-frontend-'));
    for (const one of closureOf(name, workspaces)) {
      const unpacked = path.join(dir, 'node_modules', one);
      await mkdir(unpacked, { recursive: true });
      await run('tar', ['-xzf', tarballs.get(one)?.file ?? '', '--strip-components=1'], unpacked);
    }
  });

  afterAll(() => rm(dir, { recursive: true, force: true }));

  test('the README example compiles with the published types', async () => {
    const workspace = byName.get(name);
    const example = workspace ? await exampleOf(workspace) : '';
    expect(example).toContain(`'${name}'`);
    await writeFile(path.join(dir, 'App.tsx'), example);
    const options = {
      ...compilerOptions,
      module: 'esnext',
      moduleResolution: 'bundler',
      jsx: 'react-jsx',
      skipLibCheck: true,
    };
    const project = {
      compilerOptions: { ...options, lib: ['ES2024', 'DOM', 'DOM.Iterable'] },
      files: ['App.tsx'],
    };
    await writeFile(path.join(dir, 'tsconfig.json'), JSON.stringify(project));
    await expect(run(process.execPath, [compiler5, '-p', dir], dir)).resolves.toEqual({ stdout: '' });
  }, 60_000);

  test('its bundle exports the plugin', async () => {
    const bundle = await readFile(path.join(dir, 'node_modules', name, 'dist', 'index.esm.js'), 'utf8');
    expect(bundle).toMatch(/export \{.*\bdefault\b/);
  });
});

describe('the command line', () => {
  const skeleton = path.join(root, 'templates/prompt-library-service/skeleton');
  const templates = path.join(root, 'templates');
  const goldpath = (dir: string, ...args: string[]) =>
    run(process.execPath, [path.join(dir, 'node_modules/goldpath/bin/goldpath.mjs'), ...args], dir);

  test('checks a service where it is installed', async () => {
    expect((await goldpath(installed, 'check', skeleton)).stdout).toMatch(/[1-9]\d* passed, 0 failed/);
    expect((await goldpath(installed, '--version')).stdout).toBe('0.0.1\n');
  }, 300_000);

  test('lints templates without the packages that execute Pulumi programs', async () => {
    const names = closureOf('goldpath', workspaces, { optional: false });
    const dir = await install('lint', names, '--omit=optional');
    expect(existsSync(path.join(dir, 'node_modules/@pulumi'))).toBe(false);
    expect((await goldpath(dir, 'lint', templates)).stdout).toContain('0 errors, 0 warnings');
    expect(await megabytesOf(path.join(dir, 'node_modules'))).toBeLessThan(40);
  }, 300_000);
});
