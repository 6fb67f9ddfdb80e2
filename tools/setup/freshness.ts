import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * One hash over the content of files.
 *
 * @param root the folder that the patterns are relative to
 * @param patterns globs; a pattern that matches nothing adds nothing
 * @param extra what else the result depends on, such as a version
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

/** What {@link whenStale} compares. */
export interface Freshness {
  /** the file that remembers the inputs' hash */
  mark: string;
  /** the inputs' hash now */
  hash: string;
  /** what the work makes: without it the work is done whatever the mark says */
  output: string;
}

/**
 * Does work only when its output is missing or its inputs changed since it was last done well. The mark is written
 * after the work, so an interrupted run is done again.
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
