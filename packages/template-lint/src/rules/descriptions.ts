import type { Schema } from '../actions/actions.ts';

const typeNames: Record<string, string> = {
  string: 'a string',
  number: 'a number',
  integer: 'an integer',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};

/** The types that a schema accepts: `a string or a number`. */
export function describeTypes({ type }: Schema): string {
  return [type]
    .flat()
    .map(name => typeNames[String(name)] ?? String(name))
    .join(' or ');
}

/** Names as alternatives; of many only the first. */
export function listAlternatives(names: readonly string[], limit = 6): string {
  const shown = names.slice(0, limit);
  if (names.length > limit) return `${shown.join(', ')} and ${names.length - limit} more`;
  return shown.join(' or ');
}

/** The values that a schema accepts. */
export function choicesOf(schema: Schema): string[] {
  return (Array.isArray(schema.enum) ? schema.enum : [schema.const]).map(String);
}

/** A value, short enough for a sentence. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return String(value);
  const text = JSON.stringify(value);
  if (text.length > 42) return 'a string';
  return `the string ${text}`;
}
