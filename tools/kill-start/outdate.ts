import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../root.mjs';

/** The outdated part, in words, and the mark in .cache that says so. */
const kinds: readonly { words: string; mark?: [file: string, content: string] }[] = [
  { words: 'nothing outdated' },
  { words: 'frontend outdated', mark: ['frontend', 'outdated'] },
  { words: 'dependencies outdated', mark: ['installed', 'outdated portal'] },
];

/**
 * Makes the dependencies or the frontend outdated, so that the next start has more to do. It stays outdated until a start
 * completes: first comes nothing, since only then a start reaches the portal in seconds.
 *
 * @param progress - the part of the starts between two complete ones that were killed already, from 0 to below 1
 * @returns what is outdated, in words
 */
export async function outdate(progress: number): Promise<string> {
  const { words, mark } = kinds[Math.floor(progress * kinds.length)]!;
  if (mark) await writeFile(path.join(root, '.cache', mark[0]), mark[1]);
  return words;
}
