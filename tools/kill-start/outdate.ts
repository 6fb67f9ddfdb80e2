import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../root.mjs';

const marks = {
  'dependencies outdated': ['installed', 'outdated portal'],
  'frontend outdated': ['frontend', 'outdated'],
} as const;

/**
 * Makes the dependencies or the frontend outdated, each in a third of all calls, so that the next start has more to do.
 *
 * @returns what is outdated, in words
 */
export async function outdate(): Promise<string> {
  const choice = Math.floor(Math.random() * 3);
  const [words, mark] = Object.entries(marks)[choice] ?? [];
  if (!words || !mark) return 'nothing outdated';
  await writeFile(path.join(root, '.cache', mark[0]), mark[1]);
  return words;
}
