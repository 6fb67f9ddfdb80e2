import type { Scalar } from 'yaml';

/**
 * The offset of each character of a string in its YAML source: block scalars lose their indentation, quoted ones have escapes,
 * and folded lines become spaces.
 *
 * @param text - the whole YAML text
 * @param start - offset at which the scalar begins there
 * @returns offsets, one for each character and one for the end
 */
export function scalarOffsets(text: string, start: number, value: string, style?: Scalar.Type): number[] {
  if (style === 'BLOCK_LITERAL') return literalOffsets(text, start, value);
  let begin = start;
  if (style === 'BLOCK_FOLDED') begin = afterLine(text, start);
  if (style === 'QUOTE_DOUBLE' || style === 'QUOTE_SINGLE') begin = start + 1;
  return alignedOffsets(text, begin, value, style);
}

/** A line of the value is the end of a line of the source. */
function literalOffsets(text: string, start: number, value: string): number[] {
  const offsets: number[] = [];
  let lineStart = afterLine(text, start);
  for (const line of value.split('\n')) {
    const lineEnd = endOfLine(text, lineStart);
    const first = Math.max(lineStart, lineEnd - line.length);
    for (let index = 0; index <= line.length; index += 1) offsets.push(Math.min(first + index, text.length));
    lineStart = afterLine(text, lineEnd);
  }
  return offsets;
}

/** Walks both texts in step and skips what only the source has: indentation and escapes. */
function alignedOffsets(text: string, begin: number, value: string, style?: Scalar.Type): number[] {
  const offsets: number[] = [];
  let at = begin;
  for (const character of value.split('')) {
    if (style === 'QUOTE_DOUBLE') at = afterJoinedLine(text, at);
    if (style === 'QUOTE_DOUBLE' && text[at] === '\\') {
      offsets.push(at);
      at += escapeLengths[text[at + 1] ?? ''] ?? 2;
      continue;
    }
    at = afterFoldedSpace(text, at, character);
    offsets.push(Math.min(at, text.length));
    at += style === 'QUOTE_SINGLE' && character === "'" ? 2 : 1;
  }
  offsets.push(Math.min(at, text.length));
  return offsets;
}

/** The lengths of the escapes of a double-quoted scalar that are longer than two characters. */
const escapeLengths: Partial<Record<string, number>> = { x: 4, u: 6, U: 10 };

/** A backslash at the end of a line joins it to the next line. */
function afterJoinedLine(text: string, at: number): number {
  if (text[at] !== '\\') return at;
  const joined = /^\\\r?\n[ \t]*/.exec(text.slice(at, at + 200));
  return at + (joined?.[0].length ?? 0);
}

/** The offset of a character of the value, after white space that the value does not have. */
function afterFoldedSpace(text: string, from: number, character: string): number {
  if (/\s/.test(character)) return from;
  let at = from;
  while (at < text.length && text[at] !== character && /\s/.test(text[at] ?? '')) at += 1;
  return at;
}

function afterLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end === -1) return text.length;
  if (text[end - 1] === '\r') return end - 1;
  return end;
}
