import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../root.mjs';

/** Folders without text of this repository: installed, built or written by others. */
const skippedFolders = new Set([
  'node_modules',
  'corpus',
  'coverage',
  'dist',
  'dist-types',
  'stamped',
  '.cache',
  '.data',
  '.git',
  '.next',
  '.yarn',
]);

const text =
  /\.(css|html|json|md|[cm]?[jt]s|prisma|sh|sql|tsx|ya?ml)$|(^|\/)(Dockerfile|pre-commit|commit-msg|run)$/;
const lockfile = /(^|\/)(package-lock\.json|yarn\.lock)$/;

/** Returns the text files that people of this repository write, relative to its root, with `/`. */
export function writtenFiles(folder = ''): string[] {
  const files: string[] = [];
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory() && !skippedFolders.has(entry.name)) files.push(...writtenFiles(file));
    if (entry.isFile() && text.test(file) && !lockfile.test(file)) files.push(file);
  }
  return files.sort();
}
