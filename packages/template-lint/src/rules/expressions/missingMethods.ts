import { engineHas, engineHasMethod } from '../../expression/engine.ts';
import type { NameUse, Uses } from '../../expression/uses.ts';

/** The methods of the objects that `cycler()`, `joiner()` and `loop` return. */
const OF_HELPERS = ['next', 'reset', 'cycle', 'changed'];

/** A method that no value has, with what to write in its place. */
export interface MissingMethod extends NameUse {
  fix: string;
}

/** The methods in expressions that no value has. Strings, numbers and lists have a part of the methods of JavaScript. */
export function missingMethods({ methods }: Pick<Uses, 'methods'>): MissingMethod[] {
  return methods
    .filter(({ name }) => !OF_HELPERS.includes(name) && !engineHasMethod(name))
    .map(use => ({ ...use, fix: fixOf(use.name) }));
}

/** Methods of JavaScript and Python, with the filter or method that does the same. */
const replacements: Readonly<Record<string, string>> = {
  replaceAll: 'the filter: | replace(old, new)',
  strip: 'the filter: | trim',
  startswith: 'the method startsWith()',
  endswith: 'the method endsWith()',
  substr: 'the method substring()',
  toString: 'the filter: | string',
};

function fixOf(name: string): string {
  const replacement = replacements[name] ?? (engineHas('filter', name) ? `the filter: | ${name}` : undefined);
  if (replacement !== undefined) return `Write ${replacement}.`;
  return 'Write a filter, or a method that values have, such as split() or replace().';
}
