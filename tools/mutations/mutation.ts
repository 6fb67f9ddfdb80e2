/** A harmful change in a file of the infrastructure program. */
export interface Mutation {
  file: string;
  /** occurs in the file once */
  before: string;
  after: string;
  /** the test files for the resources of `file`; by default the one beside it */
  tests?: string[];
}

/**
 * Returns the changed text.
 *
 * @throws Error when `before` does not occur exactly once, since a change without effect proves nothing
 */
export function mutate(text: string, { file, before, after }: Mutation): string {
  const count = text.split(before).length - 1;
  if (count !== 1) throw new Error(`'${before}' occurs ${count} times in ${file}; it must occur once`);
  return text.replace(before, () => after);
}
