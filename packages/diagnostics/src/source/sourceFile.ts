import type { Location } from '../diagnostic.ts';

/** A text file in memory. Offsets into its text become lines and columns. */
export interface SourceFile {
  /** absolute path */
  path: string;
  /** the name that diagnostics use: a relative path with forward slashes */
  file: string;
  text: string;
}

/** An offset in a file. */
export interface Place {
  source: SourceFile;
  /** offset into the text */
  start: number;
}

const lineStarts = new WeakMap<SourceFile, number[]>();

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

/** The location of a place, as diagnostics have it. */
export function locationOf(place: Place): Location & { column: number } {
  return { file: place.source.file, ...positionOf(place) };
}

function startsOf(source: SourceFile): number[] {
  const known = lineStarts.get(source);
  if (known) return known;
  const starts = [0];
  for (const { index } of source.text.matchAll(/\n/g)) starts.push(index + 1);
  lineStarts.set(source, starts);
  return starts;
}
