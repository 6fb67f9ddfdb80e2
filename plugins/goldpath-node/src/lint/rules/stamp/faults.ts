import type { Fault } from '../../../template/fault.ts';
import type { TextEdit } from '../../finding.ts';
import { edit, type Report } from '../../rule.ts';
import type { Located } from '../../source/located.ts';
import type { SourceText } from '../../source/sourceText.ts';
import { placeOf } from '../../template/stampFolder.ts';

/** What every fault of a template's files comes to. */
export const EFFECT = 'goldpath:stamp refuses the template';

/** What a rule says about a fault. */
export function toReport(root: Located, { path, isKey, message, remedy, meant }: Fault): Report {
  const at = placeOf(root, path, isKey);
  return {
    at,
    message: `${message}: ${EFFECT}`,
    ...(meant === undefined
      ? { fix: asSentence(remedy) }
      : { fix: `Write "${meant}".`, edits: respell(at, meant) }),
  };
}

/** The edit that writes another text at a key or a value of one line. */
export function respell(
  { source, start, end }: { source: SourceText; start: number; end: number },
  text: string,
): TextEdit[] {
  const [quote] = source.text.slice(start);
  if (quote === '|' || quote === '>') return [];
  if (quote === "'") return [edit(source, start, end, `'${text.replaceAll("'", "''")}'`)];
  const isPlain = quote !== '"' && /^[A-Za-z/][\w./-]*$/.test(text) && !/^(true|false|null)$/i.test(text);
  return [edit(source, start, end, isPlain ? text : JSON.stringify(text))];
}

/** A remedy as a sentence of its own. */
export function asSentence(remedy: string): string {
  return `${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}.`;
}
