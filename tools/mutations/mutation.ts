import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A harmful change in a file of a template's skeleton. */
export interface Mutation {
  file: string;
  /** occurs in the file once */
  before: string;
  after: string;
  /** the files of the tests that can detect it; for the infrastructure, by default the one beside `file` */
  tests?: string[];
}

/** Returns the changed text. */
export function mutate(text: string, { before, after }: Mutation): string {
  return text.replace(before, () => after);
}

/** Changes the file of a mutation in a folder. */
export async function applyMutation(folder: string, mutation: Mutation): Promise<void> {
  const file = path.join(folder, mutation.file);
  await writeFile(file, mutate(await readFile(file, 'utf8'), mutation));
}

/**
 * Checks that each change applies to exactly one place, since a change without effect proves nothing.
 *
 * @param read - returns the text of a file
 * @throws Error that lists every change that does not
 */
export async function requireMatches(
  mutations: readonly Mutation[],
  read: (file: string) => Promise<string>,
): Promise<void> {
  const problems: string[] = [];
  for (const { file, before } of mutations) {
    const count = (await read(file)).split(before).length - 1;
    if (count !== 1) problems.push(`${file}: '${before}' occurs ${count} times; it must occur once`);
  }
  if (problems.length > 0) throw new Error(`Update these mutations:\n  ${problems.join('\n  ')}`);
}
