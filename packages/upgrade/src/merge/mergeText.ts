import { diffArrays } from 'diff';

/** The three versions of a file. */
export interface Versions<Content = string> {
  /** the last render, from which both sides started */
  base: Content;
  /** the team's */
  ours: Content;
  /** the new render of the template */
  theirs: Content;
}

/** A merged text, with markers around each conflict. */
export interface MergedText {
  text: string;
  conflicts: number;
}

/** Lines that replace a range of lines of the base. */
interface Hunk {
  /** the first line of the range, from 0 */
  start: number;
  /** the line after the range; equal to `start` for an insertion */
  end: number;
  lines: readonly string[];
}

/** The text between the markers of a conflict, by side. */
const labels = { ours: 'yours', theirs: 'the template' };

/**
 * Merges three versions of a text by lines. Finer than git: edits that touch each other but do not overlap are both
 * applied, and lines are compared without the carriage return of Windows and written with the team's line ending. Edits
 * of the same lines, and different insertions at the same place, are conflicts unless they are equal.
 */
export function mergeText({ base, ours, theirs }: Versions): MergedText {
  const eol = lineEnding(ours);
  const lines = { base: linesOf(base), ours: linesOf(ours), theirs: linesOf(theirs) };
  const left = hunksBetween(lines.base, lines.ours);
  const right = hunksBetween(lines.base, lines.theirs);
  const merged: string[] = [];
  let conflicts = 0;
  let at = 0;
  for (const group of groups(left, right)) {
    merged.push(...lines.base.slice(at, group.start));
    const range = { start: group.start, end: group.end };
    const mine = applied(lines.base, group.left, range);
    const other = applied(lines.base, group.right, range);
    if (group.right.length === 0 || isSame(mine, other)) merged.push(...mine);
    else if (group.left.length === 0) merged.push(...other);
    else {
      conflicts += 1;
      merged.push(`<<<<<<< ${labels.ours}`, ...mine, '=======', ...other, `>>>>>>> ${labels.theirs}`);
    }
    at = group.end;
  }
  merged.push(...lines.base.slice(at));
  return { text: merged.join(eol), conflicts };
}

/** The lines of a text; its last one is empty when the text ends with a line break. */
function linesOf(text: string): string[] {
  return text.split(/\r?\n/);
}

/** The line ending of most lines. */
function lineEnding(text: string): string {
  const all = text.split('\n').length - 1;
  const windows = text.split('\r\n').length - 1;
  return windows * 2 > all ? '\r\n' : '\n';
}

function hunksBetween(from: string[], to: string[]): Hunk[] {
  const hunks: Hunk[] = [];
  let at = 0;
  let open: { start: number; end: number; lines: string[] } | undefined;
  for (const change of diffArrays(from, to)) {
    if (!change.added && !change.removed) {
      open = undefined;
      at += change.value.length;
      continue;
    }
    if (!open) {
      open = { start: at, end: at, lines: [] };
      hunks.push(open);
    }
    if (change.added) open.lines.push(...change.value);
    else {
      at += change.value.length;
      open.end = at;
    }
  }
  return hunks;
}

interface Group {
  start: number;
  end: number;
  left: Hunk[];
  right: Hunk[];
}

/** The hunks of both sides in order, those together that overlap. */
function groups(left: readonly Hunk[], right: readonly Hunk[]): Group[] {
  const all = [
    ...left.map(hunk => ({ hunk, side: 'left' as const })),
    ...right.map(hunk => ({ hunk, side: 'right' as const })),
  ];
  // an insertion is in front of the replacement of the line at which it is made
  all.sort((one, other) => one.hunk.start - other.hunk.start || one.hunk.end - other.hunk.end);
  const found: Group[] = [];
  for (const { hunk, side } of all) {
    const last = found.at(-1);
    const group =
      last && overlap(last, hunk) ? last : { start: hunk.start, end: hunk.end, left: [], right: [] };
    if (group !== last) found.push(group);
    group[side].push(hunk);
    group.end = Math.max(group.end, hunk.end);
  }
  return found;
}

/** Whether both change a line, or insert at the same place. Ranges that only touch do not overlap. */
function overlap(one: { start: number; end: number }, other: { start: number; end: number }): boolean {
  const areInsertions = one.start === one.end && other.start === other.end;
  if (areInsertions) return one.start === other.start;
  return one.start < other.end && other.start < one.end;
}

/** A range of the base with the hunks of one side applied. */
function applied(
  base: readonly string[],
  hunks: readonly Hunk[],
  { start, end }: { start: number; end: number },
) {
  const lines: string[] = [];
  let at = start;
  for (const hunk of hunks) {
    lines.push(...base.slice(at, hunk.start), ...hunk.lines);
    at = hunk.end;
  }
  return [...lines, ...base.slice(at, end)];
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((line, index) => line === other[index]);
}
