import type { Dialect } from '../expression/nunjucksParser.ts';

/** Something in a file that the portal's engine does not take for text. */
export interface Tag {
  kind: 'variable' | 'block' | 'comment' | 'raw';
  start: number;
  /** offset behind it; of what is not closed, behind its opening */
  end: number;
  /** of a block: `if`, `endif` */
  name: string;
  isClosed: boolean;
}

const openings = { backstage: /\$\{\{|\{%|\{#/g, cookiecutter: /\{\{|\{%|\{#/g };

/**
 * The tags of a text, in its order. What is not closed counts as its opening alone, so that what follows is still
 * looked at, where the engine gives up.
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

function tagAt(text: string, start: number, opening: string): Tag {
  const inside = start + opening.length;
  const kind = opening === '{%' ? 'block' : opening === '{#' ? 'comment' : 'variable';
  const close = { variable: '}}', block: '%}', comment: '#}' }[kind];
  const closing = kind === 'comment' ? text.indexOf(close, inside) : codeEnd(text, inside, close);
  if (closing === -1) return { kind, start, end: inside, name: '', isClosed: false };
  const end = closing + close.length;
  const name = kind === 'block' ? (/^-?\s*([A-Za-z_]\w*)/.exec(text.slice(inside, closing))?.[1] ?? '') : '';
  if (name !== 'raw' && name !== 'verbatim') return { kind, start, end, name, isClosed: true };
  const rawEnd = rawEndOf(text, end, name);
  return { kind: 'raw', start, end: rawEnd ?? end, name, isClosed: rawEnd !== undefined };
}

/** Where code ends; a quoted text may hold what ends it elsewhere. */
function codeEnd(text: string, from: number, close: string): number {
  const piece = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|(?<![\w$])r\/(?:\\.|[^/\\\n])+\/|['"]|[%}]\}/gs;
  piece.lastIndex = from;
  for (let found = piece.exec(text); found; found = piece.exec(text)) {
    if (found[0] === close) return found.index;
    if (found[0] === '"' || found[0] === "'") return -1;
    // of `%}}` the last two may be meant
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

/** What lies between tags, as offsets. */
export function textsBetween(text: string, tags: readonly Tag[]): { start: number; end: number }[] {
  const starts = [0, ...tags.map(({ end }) => end)];
  const ends = [...tags.map(({ start }) => start), text.length];
  return starts
    .map((start, index) => ({ start, end: ends[index] as number }))
    .filter(({ start, end }) => start < end);
}
