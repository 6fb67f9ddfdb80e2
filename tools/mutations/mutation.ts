/** A harmful change in a file of the infrastructure program. */
export interface Mutation {
  file: string;
  /** occurs in the file once */
  before: string;
  after: string;
  /** the test files for the resources of `file`; by default the one beside it */
  tests?: string[];
}

/** Returns the changed text. */
export function mutate(text: string, { before, after }: Mutation): string {
  return text.replace(before, () => after);
}

/**
 * Checks that each change applies to exactly one place, since a change without effect proves nothing.
 *
 * @param read - returns the text of a file of the program
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
