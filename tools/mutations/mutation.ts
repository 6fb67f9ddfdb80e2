/** A change for the worse in a file of the infrastructure program. */
export interface Mutation {
  file: string;
  /** stands in the file once */
  before: string;
  after: string;
  /** the test files that look at what `file` makes; the one beside it where nothing is said */
  tests?: string[];
}

/**
 * The text with the change.
 *
 * @throws Error when `before` does not stand in the text exactly once: a change that meets nothing would prove nothing
 */
export function mutate(text: string, { file, before, after }: Mutation): string {
  const count = text.split(before).length - 1;
  if (count !== 1)
    throw new Error(`'${before}' stands ${count} times in ${file}; it has to stand there once`);
  return text.replace(before, () => after);
}
