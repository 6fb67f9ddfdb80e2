import type { Dialect } from '../expression/nunjucksParser.ts';

/** A tag of the portal's engine in a file. */
export interface Tag {
  kind: 'variable' | 'block' | 'comment' | 'raw';
  start: number;
  /** offset after the tag; of an unclosed tag, after its opening */
  end: number;
  /** of a block: `if`, `endif` */
  name: string;
  isClosed: boolean;
}

const openings = { backstage: /\$\{\{|\{%|\{#/g, cookiecutter: /\{\{|\{%|\{#/g };

/**
 * The tags of a text, in its order. An unclosed tag consists of its opening only, so that the text after it is still
 * scanned where the engine would give up.
 */
export function scanTags(text: string, dialect: Dialect): Tag[] {
  const tags: Tag[] = [];
  const opening = new RegExp(openings[dialect]);
  for (let found = opening.exec(text); found; found = opening.exec(text)) {
    const tag = tagAt(text, found.index, found[0]);
    tags.push(tag);
    opening.lastIndex = tag.end;
  }
  return tags;
}

const closings = { variable: '}}', block: '%}', comment: '#}' };

function kindOf(opening: string): keyof typeof closings {
  if (opening === '{%') return 'block';
  if (opening === '{#') return 'comment';
  return 'variable';
}

function tagAt(text: string, start: number, opening: string): Tag {
  const inside = start + opening.length;
  const kind = kindOf(opening);
  const close = closings[kind];
  const closing = kind === 'comment' ? text.indexOf(close, inside) : codeEnd(text, inside, close);
  if (closing === -1) return { kind, start, end: inside, name: '', isClosed: false };
  const end = closing + close.length;
  const name = kind === 'block' ? blockName(text.slice(inside, closing)) : '';
  if (name !== 'raw' && name !== 'verbatim') return { kind, start, end, name, isClosed: true };
  const rawEnd = rawEndOf(text, end, name);
  return { kind: 'raw', start, end: rawEnd ?? end, name, isClosed: rawEnd !== undefined };
}

const blockName = (code: string) => /^-?\s*([A-Za-z_]\w*)/.exec(code)?.[1] ?? '';

/** The end of code. Quoted strings and regular expressions may contain the closing delimiter. */
function codeEnd(text: string, from: number, close: string): number {
  const piece = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|(?<![\w$])r\/(?:\\.|[^/\\\n])+\/|['"]|[%}]\}/gs;
  piece.lastIndex = from;
  for (let found = piece.exec(text); found; found = piece.exec(text)) {
    if (found[0] === close) return found.index;
    if (found[0] === '"' || found[0] === "'") return -1;
    // the last two characters of `%}}` may be the delimiter
    if (found[0].length === 2) piece.lastIndex = found.index + 1;
  }
  return -1;
}

function rawEndOf(text: string, from: number, name: string): number | undefined {
  const marker = new RegExp(`\\{%\\s*(end)?${name}\\s*%\\}`, 'g');
  marker.lastIndex = from;
  let depth = 1;
  for (let found = marker.exec(text); found; found = marker.exec(text)) {
    depth += found[1] ? -1 : 1;
    if (depth === 0) return marker.lastIndex;
  }
  return undefined;
}

/** The offsets of the text between tags. */
export function textsBetween(text: string, tags: readonly Tag[]): { start: number; end: number }[] {
  const starts = [0, ...tags.map(({ end }) => end)];
  const ends = [...tags.map(({ start }) => start), text.length];
  return starts
    .map((start, index) => ({ start, end: ends[index] as number }))
    .filter(({ start, end }) => start < end);
}
