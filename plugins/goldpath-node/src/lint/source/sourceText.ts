/** A file's text that knows its lines. */
export interface SourceText {
  /** absolute path */
  path: string;
  /** as findings name it */
  file: string;
  text: string;
}

/** A place in a file. */
export interface Place {
  source: SourceText;
  /** offset into the text */
  start: number;
}

const lineStarts = new WeakMap<SourceText, number[]>();

/** Line and column of a place, both 1-based; the column counts UTF-16 code units. */
export function positionOf({ source, start }: Place): { line: number; column: number } {
  const starts = startsOf(source);
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= start) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: start - (starts[low] as number) + 1 };
}

/** Offset of a line and a column, both 1-based. */
export function offsetAt(source: SourceText, line: number, column: number): number {
  const start = startsOf(source)[line - 1] ?? source.text.length;
  return Math.min(start + column - 1, source.text.length);
}

function startsOf(source: SourceText): number[] {
  const known = lineStarts.get(source);
  if (known) return known;
  const starts = [0];
  for (const { index } of source.text.matchAll(/\n/g)) starts.push(index + 1);
  lineStarts.set(source, starts);
  return starts;
}
