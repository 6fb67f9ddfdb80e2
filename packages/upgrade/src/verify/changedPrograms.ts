import path from 'node:path';
import { PROGRAM_FILE } from '@goldpath/program';

/**
 * The folders of programs with files that differ.
 *
 * @param before - hashes by the path of the file
 */
export function changedPrograms(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  const programs = [...after.keys()].filter(
    file => path.posix.basename(file) === PROGRAM_FILE && before.has(file),
  );
  return programs
    .map(file => path.posix.dirname(file))
    .filter(folder => [...after].some(([file, hash]) => isIn(file, folder) && before.get(file) !== hash));
}

const isIn = (file: string, folder: string) => folder === '.' || file.startsWith(`${folder}/`);
