import type { Located } from '@goldpath/diagnostics';
import type { Schema } from '../../actions/actions.ts';
import { edit, type Report } from '../../rule.ts';

/** Strings that are values of a type without their quotes. */
const patterns: Record<string, RegExp> = {
  boolean: /^(true|false)$/,
  number: /^-?\d+$/,
  integer: /^-?\d+$/,
};

/** The fix of a value that needs quotes, or must not have any; undefined for other values. */
export function retyped(node: Located, { type }: Schema): Pick<Report, 'fix' | 'edits'> | undefined {
  const { source, start, end, value, style, kind } = node;
  if (kind !== 'scalar' || !style) return undefined;
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    const quoted = `'${source.text.slice(start, end)}'`;
    return { fix: `Write ${quoted}, with quotes.`, edits: [edit(source, start, end, quoted)] };
  }
  const isQuoted = typeof value === 'string' && style.startsWith('QUOTE');
  if (!isQuoted || !patterns[String(type)]?.test(value)) return undefined;
  return { fix: `Write ${value}, without quotes.`, edits: [edit(source, start, end, value)] };
}
