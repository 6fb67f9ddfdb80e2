import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** An entry of a folder that is not a folder itself. */
export interface Listed {
  /** relative to the listed folder, posix slashes */
  path: string;
  kind: 'file' | 'link' | 'other';
}

/** The patterns of a `.gitignore`, and the folder that it is in. */
interface Rules {
  folder: string;
  rules: Ignore;
}

/** Every file below the folder that its `.gitignore` files do not exclude, sorted by path; `.git` is always excluded. */
export async function listFiles(root: string): Promise<Listed[]> {
  const listed = await listFolder(root, '', []);
  return listed.sort((left, right) => (left.path < right.path ? -1 : 1));
}

async function listFolder(root: string, folder: string, outer: readonly Rules[]): Promise<Listed[]> {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true });
  const all = [...outer];
  if (entries.some(entry => entry.name === '.gitignore' && entry.isFile())) {
    const text = await readFile(path.join(root, folder, '.gitignore'), 'utf8');
    all.push({ folder, rules: ignore().add(text) });
  }
  const found = await Promise.all(
    entries.map(async (entry): Promise<Listed[]> => {
      const shown = path.posix.join(folder, entry.name);
      if (entry.name === '.git') return [];
      if (entry.isDirectory()) {
        if (isIgnored(`${shown}/`, all)) return [];
        return listFolder(root, shown, all);
      }
      if (isIgnored(shown, all)) return [];
      return [{ path: shown, kind: kindOf(entry) }];
    }),
  );
  return found.flat();
}

function kindOf(entry: Dirent): Listed['kind'] {
  if (entry.isFile()) return 'file';
  if (entry.isSymbolicLink()) return 'link';
  return 'other';
}

/** As in git: the innermost file with a matching pattern decides. */
function isIgnored(shown: string, all: readonly Rules[]): boolean {
  for (const { folder, rules } of all.toReversed()) {
    const { ignored, unignored } = rules.test(folder === '' ? shown : shown.slice(folder.length + 1));
    if (ignored) return true;
    if (unignored) return false;
  }
  return false;
}
