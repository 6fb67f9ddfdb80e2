import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../root.mjs';
import { type Check, reporting, reports } from './check.ts';

/** The checks of one npm project inside a template. */
export interface Skeleton {
  install: Check;
  /** the scripts of its package.json, the longest first */
  scripts: Check[];
}

/** Returns the projects of all templates: the skeletons and their infrastructure programs. */
export function readSkeletons(): Promise<Skeleton[]> {
  const manifests = globSync('templates/*/{skeleton,skeleton/infra}/package.json', { cwd: root });
  return Promise.all(manifests.sort().map(manifest => readSkeleton(path.dirname(manifest))));
}

async function readSkeleton(folder: string): Promise<Skeleton> {
  const cwd = path.join(root, folder);
  const name = path.relative('templates', folder).split(path.sep).join('/');
  const { scripts } = JSON.parse(await readFile(path.join(cwd, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const npm = (title: string, ...args: string[]): Check => ({
    title: `${name}: ${title}`,
    cwd,
    command: ['npm', ...args],
  });
  const install = npm('npm ci', 'ci', '--no-audit', '--no-fund');
  const checks: Check[] = [];
  if ('test' in scripts) {
    const report = path.join(reports, `${name.replaceAll('/', '-')}.json`);
    checks.push({ ...npm('tests', 'test', '--', ...reporting(report)), report });
  }
  for (const script of ['lint', 'typecheck']) {
    if (script in scripts) checks.push(npm(script, 'run', script));
  }
  return { install, scripts: checks.map(check => ({ ...check, after: [install.title] })) };
}
