import { existsSync, globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isListed } from '../share/compare.ts';
import { readSharing, templateFolder } from '../share/sharing.ts';
import { root } from '../root.mjs';
import { type Check, reporting, reports } from './check.ts';

/** The checks of one npm project. */
export interface Project {
  install: Check;
  /** the scripts of its package.json, the longest first */
  scripts: Check[];
}

/**
 * Returns the projects of all templates: the skeletons and their infrastructure programs. A shared test that `shared.json` lists in
 * `testedThere` is left out, since it runs in the skeleton that it comes from.
 */
export function readSkeletons(): Promise<Project[]> {
  const manifests = globSync('templates/*/{skeleton,skeleton/infra}/package.json', { cwd: root });
  return Promise.all(
    manifests.sort().map(async manifest => {
      const folder = path.dirname(manifest);
      const without = await testsOfOthers(folder);
      return readProject(path.join(root, folder), path.relative('templates', folder), without);
    }),
  );
}

/** The tests of a project that run in another skeleton, relative to its folder. */
async function testsOfOthers(folder: string): Promise<string[]> {
  const [, id = ''] = folder.split(path.sep);
  const sharing = await readSharing(templateFolder(id));
  if (!sharing) return [];
  const inSkeleton = path.relative(path.join('templates', id, 'skeleton'), folder);
  return globSync('**/*.test.ts', {
    cwd: path.join(root, folder),
    exclude: ['**/node_modules/**', 'infra/**'],
  })
    .sort()
    .filter(file => {
      const place = path.join(inSkeleton, file).replaceAll(path.sep, '/');
      return isListed(sharing.testedThere, place) && !isListed(sharing.own, place);
    });
}

/**
 * Returns the checks of an npm project. Tests that vitest runs are counted from its report; others count as one.
 *
 * @param name - begins the titles of the checks
 * @param without - test files that vitest does not run
 */
export async function readProject(
  cwd: string,
  name: string,
  without: readonly string[] = [],
): Promise<Project> {
  const title = name.replaceAll(path.sep, '/');
  const { scripts = {} } = JSON.parse(await readFile(path.join(cwd, 'package.json'), 'utf8')) as {
    scripts?: Record<string, string>;
  };
  const npm = (what: string, ...args: string[]): Check => ({
    title: `${title}: ${what}`,
    cwd,
    command: ['npm', ...args],
  });
  // npm ci needs a lockfile, which a project without dependencies may lack
  const isLocked = existsSync(path.join(cwd, 'package-lock.json'));
  const command = isLocked ? ['ci'] : ['install', '--no-package-lock'];
  const install = { ...npm('npm ci', ...command, '--no-audit', '--no-fund'), independent: true };
  const checks: Check[] = [];
  if (scripts.test !== undefined && !/\bvitest\b/.test(scripts.test)) {
    checks.push(npm('tests', 'test'));
  } else if (scripts.test !== undefined) {
    const report = path.join(reports, `${title.replaceAll('/', '-')}.json`);
    const excluded = without.map(file => `--exclude=${file}`);
    checks.push({ ...npm('tests', 'test', '--', ...reporting(report), ...excluded), report });
  }
  for (const script of ['lint', 'typecheck']) {
    if (script in scripts) checks.push(npm(script, 'run', script));
  }
  return { install, scripts: checks.map(check => ({ ...check, after: [install.title] })) };
}
