import type { Scalar } from 'yaml';

/**
 * Where each character of a string stands in the YAML that it was written as: blocks lose their indentation, quotes
 * have escapes, folded lines become spaces.
 *
 * @param text - the whole YAML text
 * @param start - offset at which the scalar begins there
 * @returns offsets, one for each character and one for the end
 */
export function scalarOffsets(text: string, start: number, value: string, style?: Scalar.Type): number[] {
  if (style === 'BLOCK_LITERAL') return literalOffsets(text, start, value);
  const isQuoted = style === 'QUOTE_DOUBLE' || style === 'QUOTE_SINGLE';
  const begin = style === 'BLOCK_FOLDED' ? afterLine(text, start) : start + (isQuoted ? 1 : 0);
  return alignedOffsets(text, begin, value, style);
}

/** A line of the value is the end of a line of the text. */
function literalOffsets(text: string, start: number, value: string): number[] {
  const offsets: number[] = [];
  let lineStart = afterLine(text, start);
  for (const line of value.split('\n')) {
    const lineEnd = endOfLine(text, lineStart);
    const first = Math.max(lineStart, lineEnd - line.length);
    for (let index = 0; index <= line.length; index += 1) offsets.push(Math.min(first + index, text.length));
    lineStart = lineEnd + (text[lineEnd] === '\r' ? 2 : 1);
  }
  return offsets;
}

/** Follows both texts at once; what the value does not have, indentation and escapes, is passed over. */
function alignedOffsets(text: string, begin: number, value: string, style?: Scalar.Type): number[] {
  const offsets: number[] = [];
  let at = begin;
  for (const character of value.split('')) {
    if (style === 'QUOTE_DOUBLE' && text[at] === '\\') {
      // a backslash at the end of a line joins it to the next
      const joined = /^\\\r?\n[ \t]*/.exec(text.slice(at, at + 200));
      if (joined) at += joined[0].length;
    }
    if (style === 'QUOTE_DOUBLE' && text[at] === '\\') {
      offsets.push(at);
      at += { x: 4, u: 6, U: 10 }[text[at + 1] ?? ''] ?? 2;
      continue;
    }
    while (at < text.length && text[at] !== character && /\s/.test(text[at] ?? '')) {
      if (/\s/.test(character)) break;
      at += 1;
    }
    offsets.push(Math.min(at, text.length));
    at += style === 'QUOTE_SINGLE' && character === "'" ? 2 : 1;
  }
  offsets.push(Math.min(at, text.length));
  return offsets;
}

function afterLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end === -1) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}
