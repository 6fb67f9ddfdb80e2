import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Returns one hash of the names and contents of files.
 *
 * @param root - the folder that the patterns are relative to
 * @param patterns - globs
 * @param extra - another input, such as a version
 */
export function hashOf(root: string, patterns: readonly string[], extra = ''): string {
  const hash = createHash('sha256').update(extra);
  const files = patterns.flatMap(pattern => globSync(pattern, { cwd: root, withFileTypes: true }));
  const names = files
    .filter(entry => entry.isFile())
    .map(entry => path.relative(root, path.join(entry.parentPath, entry.name)));
  for (const name of [...new Set(names)].sort()) {
    hash.update(`\0${name}\0`).update(readFileSync(path.join(root, name)));
  }
  return hash.digest('hex');
}

/** The inputs and the output of work that {@link whenStale} may skip. */
export interface Freshness {
  /** the file that stores the hash of the inputs */
  mark: string;
  /** the current hash of the inputs */
  hash: string;
  /** a file that the work creates: when it is missing, the work is done in any case */
  output: string;
}

/**
 * Does work only when its output is missing or its inputs have changed since it last succeeded. The mark is written after the
 * work, so an interrupted run is repeated.
 *
 * @returns whether the work was done
 */
export async function whenStale(
  { mark, hash, output }: Freshness,
  work: () => Promise<void>,
): Promise<boolean> {
  if (existsSync(output) && existsSync(mark) && (await readFile(mark, 'utf8')) === hash) return false;
  await work();
  await mkdir(path.dirname(mark), { recursive: true });
  await writeFile(mark, hash);
  return true;
}
