import { readdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

/** Folders that are never searched. */
const skipped = new Set(['node_modules', '.git']);

/**
 * The files in a folder and in the folders behind its links. Each file and folder is returned once, so that links that lead
 * in a circle end; one that is reached with and without a link is returned without it.
 *
 * @returns absolute paths
 */
export function filesIn(folder: string): string[] {
  const seen = new Set<string>();
  const files: string[] = [];
  const links: string[] = [];
  const visit = (dir: string) => {
    if (isRepeated(dir, seen)) return;
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      const target = path.join(dir, entry.name);
      if (skipped.has(entry.name)) continue;
      if (entry.isSymbolicLink()) links.push(target);
      else if (entry.isDirectory()) visit(target);
      else if (entry.isFile()) files.push(target);
    }
  };
  visit(folder);
  const real = new Set(links.length > 0 ? files.map(file => realpathSync(file)) : []);
  for (let link = links.shift(); link !== undefined; link = links.shift()) {
    const stats = statOf(link);
    if (stats?.isDirectory()) visit(link);
    else if (stats?.isFile() && !isRepeated(link, real)) files.push(link);
  }
  return files;
}

/** Whether a path leads to a file or folder that was seen before. */
function isRepeated(file: string, seen: Set<string>): boolean {
  const real = realpathSync(file);
  if (seen.has(real)) return true;
  seen.add(real);
  return false;
}

/** Undefined for a link that leads to nothing or in a circle. */
function statOf(link: string) {
  try {
    return statSync(link, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
