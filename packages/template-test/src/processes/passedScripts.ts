import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import type { Tree } from '@goldpath/files';
import type { NpmProject } from './npmProjects.ts';

/** The scripts of a project that have passed with the same files and the same Node. */
export interface PassedScripts {
  has(script: string): boolean;
  add(script: string): Promise<void>;
}

/** No script has passed, and none is recorded. */
export const nonePassed: PassedScripts = { has: () => false, add: () => Promise.resolve() };

/**
 * Reads the scripts that have passed with the files of a repository. They are recorded in the project's
 * `node_modules/.cache`, which `npm ci` removes.
 *
 * @param tree - all files of the repository, since the tests of one project may read another
 */
export async function readPassedScripts({ dir, install }: NpmProject, tree: Tree): Promise<PassedScripts> {
  const modules = path.join(dir, 'node_modules');
  if (!existsSync(modules) && !install) return nonePassed;
  const file = path.join(modules, '.cache', 'goldpath-test.json');
  const key = keyOf(tree);
  const recorded = await readRecord(file);
  const scripts = new Set(recorded.key === key ? recorded.scripts : []);
  return {
    has: script => scripts.has(script),
    async add(script) {
      scripts.add(script);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, JSON.stringify({ key, scripts: [...scripts] }));
    },
  };
}

interface Recorded {
  key?: string;
  scripts?: string[];
}

async function readRecord(file: string): Promise<Recorded> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Recorded;
  } catch {
    // there is none, or it was written half; the scripts run again
    return {};
  }
}

function keyOf(tree: Tree): string {
  const hash = createHash('sha256').update(process.version);
  for (const [file, { content, executable }] of tree)
    hash.update(JSON.stringify([file, executable, content.length])).update(content);
  return hash.digest('hex');
}
