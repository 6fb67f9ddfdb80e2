import type { Schema } from '../../actions/actions.ts';
import { edit, type Report } from '../../rule.ts';
import type { Located } from '../../source/located.ts';

/** The mend of a value that only lacks its quotes, or has some too many. */
export function retyped(node: Located, { type }: Schema): Pick<Report, 'fix' | 'edits'> | undefined {
  const { source, start, end, value, style, kind } = node;
  if (kind !== 'scalar' || !style) return undefined;
  const written = source.text.slice(start, end);
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    return { fix: `Write '${written}', with quotes.`, edits: [edit(source, start, end, `'${written}'`)] };
  }
  const isPlain =
    type === 'boolean' ? /^(true|false)$/ : /^(number|integer)$/.test(String(type)) ? /^-?\d+$/ : null;
  if (typeof value !== 'string' || !isPlain?.test(value) || !style.startsWith('QUOTE')) return undefined;
  return { fix: `Write ${value}, without quotes.`, edits: [edit(source, start, end, value)] };
}
