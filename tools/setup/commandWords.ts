import { UsageError } from './steps.ts';

/**
 * Returns the word that a command was called with.
 *
 * @param usage - the usage of the command, for the message
 * @throws UsageError when there is more than one word
 */
export function onlyWord(args: readonly string[], usage: string): string | undefined {
  const [word, ...others] = args;
  if (others.length > 0) throw new UsageError(`Unknown argument '${others.join(' ')}'. Usage: ${usage}`);
  return word;
}

/**
 * Returns the items whose title contains the word; all of them without a word.
 *
 * @param what - the kind of items, in the plural, for the message
 * @throws UsageError with the titles when no title contains the word
 */
export function withWord<T extends { title: string }>(
  items: readonly T[],
  word: string | undefined,
  what: string,
): T[] {
  const chosen = items.filter(({ title }) => title.includes(word ?? ''));
  if (chosen.length > 0) return chosen;
  const titles = items.map(({ title }) => `\n  ${title}`).join('');
  throw new UsageError(`No title of the ${what} contains '${word}'. The ${what} are:${titles}`);
}

/**
 * Returns the entry of a table that a user names.
 *
 * @param what - the kind of entry, for the message
 * @throws UsageError with the known names when there is no such entry
 */
export function named<T>(table: Readonly<Record<string, T>>, name: string, what: string): T {
  const value = Object.hasOwn(table, name) ? table[name] : undefined;
  if (value !== undefined) return value;
  throw new UsageError(`Unknown ${what} '${name}'; choose one of: ${Object.keys(table).join(', ')}.`);
}
