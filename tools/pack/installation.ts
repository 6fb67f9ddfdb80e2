import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../root.mjs';
import { run } from './compile.ts';
import type { Workspace } from './workspaces.ts';

/**
 * A package and the packages of this repository that it depends on, directly or not.
 *
 * @param workspaces - every published package
 * @param options - `optional: false` leaves out optional dependencies
 */
export function closureOf(
  name: string,
  workspaces: readonly Workspace[],
  { optional = true } = {},
): Set<string> {
  const manifests = new Map(workspaces.map(({ manifest }) => [manifest.name, manifest]));
  const closure = new Set<string>();
  const add = (one: string) => {
    const manifest = manifests.get(one);
    if (!manifest || closure.has(one)) return;
    closure.add(one);
    const all = { ...manifest.dependencies, ...(optional && manifest.optionalDependencies) };
    for (const dependency of Object.keys(all)) add(dependency);
  };
  add(name);
  return closure;
}

/**
 * Installs packages with npm alone.
 *
 * @param dir - the folder to create
 * @param packages - tarballs, or names and versions on the registry
 * @param options - of `npm install`
 * @throws Error with npm's output
 */
export async function installPackages(dir: string, packages: readonly string[], ...options: string[]) {
  await mkdir(dir);
  await writeFile(path.join(dir, 'package.json'), '{ "private": true, "type": "module" }\n');
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', '--legacy-peer-deps'];
  await run('npm', ['install', ...quiet, ...options, ...packages], dir);
}

/** The first example in the README of a package; empty when there is none. */
export async function exampleOf({ folder }: Workspace): Promise<string> {
  const readme = await readFile(path.join(root, folder, 'README.md'), 'utf8');
  return /^```tsx?\n([^]*?)^```/m.exec(readme)?.[1] ?? '';
}
