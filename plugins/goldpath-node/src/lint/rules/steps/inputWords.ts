import type { Schema } from '../../actions/actions.ts';
import type { InputError } from './inputSchema.ts';

const names: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'nothing',
};

/** The types that a schema takes, in words. */
export function typeNames({ type }: Schema): string {
  return [type]
    .flat()
    .map(name => names[String(name)] ?? String(name))
    .join(' or ');
}

/** Names as alternatives; of many only the first, for a sentence. */
export function listed(names: readonly string[], limit = 6): string {
  const some = names.slice(0, limit);
  return `${some.join(names.length > limit ? ', ' : ' or ')}${names.length > limit ? ', ...' : ''}`;
}

/** The values that a schema takes. */
export function choicesOf(schema: Schema): string[] {
  return (Array.isArray(schema.enum) ? schema.enum : [schema.const]).map(String);
}

/** A value, short enough for a sentence. */
export function wrote(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value !== 'string') return `${typeof value === 'number' ? 'the number ' : ''}${value}`;
  return value.length > 40 ? 'a text' : `the text ${JSON.stringify(value)}`;
}

/** What the branches that do not fit ask for, where that can be said in words. */
export function kindsOf(errors: InputError[]): string | undefined {
  const words = errors.flatMap(({ name, schema }) => {
    if (name === 'enum' || name === 'const') return choicesOf(schema);
    return name === 'type' && !schema.enum ? [typeNames(schema)] : [];
  });
  return words.length > 0 ? listed([...new Set(words)]) : undefined;
}
