import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../root.mjs';
import { type Check, reporting, reports } from './check.ts';

/** The checks of one npm project. */
export interface Project {
  install: Check;
  /** the scripts of its package.json, the longest first */
  scripts: Check[];
}

/** Returns the projects of all templates: the skeletons and their infrastructure programs. */
export function readSkeletons(): Promise<Project[]> {
  const manifests = globSync('templates/*/{skeleton,skeleton/infra}/package.json', { cwd: root });
  const folders = manifests.sort().map(manifest => path.dirname(manifest));
  return Promise.all(
    folders.map(folder => readProject(path.join(root, folder), path.relative('templates', folder))),
  );
}

/**
 * Returns the checks of an npm project.
 *
 * @param name - begins the titles of the checks
 */
export async function readProject(cwd: string, name: string): Promise<Project> {
  const title = name.replaceAll(path.sep, '/');
  const { scripts } = JSON.parse(await readFile(path.join(cwd, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const npm = (what: string, ...args: string[]): Check => ({
    title: `${title}: ${what}`,
    cwd,
    command: ['npm', ...args],
  });
  const install = npm('npm ci', 'ci', '--no-audit', '--no-fund');
  const checks: Check[] = [];
  if ('test' in scripts) {
    const report = path.join(reports, `${title.replaceAll('/', '-')}.json`);
    checks.push({ ...npm('tests', 'test', '--', ...reporting(report)), report });
  }
  for (const script of ['lint', 'typecheck']) {
    if (script in scripts) checks.push(npm(script, 'run', script));
  }
  return { install, scripts: checks.map(check => ({ ...check, after: [install.title] })) };
}
