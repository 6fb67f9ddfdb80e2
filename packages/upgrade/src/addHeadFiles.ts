import { existsSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Dependencies } from './FileMemo.ts';

/**
 * Adds the files that show which commit is checked out: git writes one of them for every commit, checkout and fetch into a shallow
 * clone.
 *
 * @param dir - a folder, which can be missing
 * @returns whether it is in a repository
 */
export async function addHeadFiles(dir: string, dependencies: Dependencies): Promise<boolean> {
  const git = await findGitFolder(dir, dependencies);
  if (git === undefined) return false;
  const head = await readFile(`${dir}/${git}/HEAD`, 'utf8').catch(() => '');
  const branch = /^ref: (.+)$/m.exec(head)?.[1];
  const files = ['packed-refs', 'reftable/tables.list', 'refs/replace', 'shallow'];
  if (branch !== undefined) files.push(branch);
  for (const file of files) dependencies.add(`${git}/${file}`);
  return true;
}

/** The path from a folder to the `.git` of its repository. */
async function findGitFolder(dir: string, { add, addUnknown }: Dependencies): Promise<string | undefined> {
  const place = await realpath(dir).catch(() => '');
  const levels = place === '' ? 0 : place.split(path.sep).length;
  for (let level = 0; level < levels; level++) {
    const git = `${'../'.repeat(level)}.git`;
    add(`${git}/HEAD`);
    if (existsSync(`${dir}/${git}/HEAD`)) return git;
    add(git);
    if (!existsSync(`${dir}/${git}`)) continue;
    // the file of a submodule or a linked working tree: it names a folder in another repository
    addUnknown();
    return git;
  }
  return undefined;
}
