import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** An entry that is no folder. */
export interface Listed {
  /** relative to the listed folder, posix slashes */
  path: string;
  kind: 'file' | 'link' | 'other';
}

/** A `.gitignore` and the folder whose content it judges. */
interface Rules {
  folder: string;
  rules: Ignore;
}

/** Every file below the folder that its own `.gitignore` files leave in, sorted by path; never `.git`. */
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
      if (entry.name === '.git' || isIgnored(entry.isDirectory() ? `${shown}/` : shown, all)) return [];
      if (entry.isDirectory()) return listFolder(root, shown, all);
      return [{ path: shown, kind: entry.isFile() ? 'file' : entry.isSymbolicLink() ? 'link' : 'other' }];
    }),
  );
  return found.flat();
}

/** As git has it: the innermost file that says something about the path decides. */
function isIgnored(shown: string, all: readonly Rules[]): boolean {
  for (const { folder, rules } of all.toReversed()) {
    const { ignored, unignored } = rules.test(folder === '' ? shown : shown.slice(folder.length + 1));
    if (ignored) return true;
    if (unignored) return false;
  }
  return false;
}
