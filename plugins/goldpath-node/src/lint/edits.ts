import type { MendableFinding, TextEdit } from './finding.ts';

/** A file's edits, of which none touches another. */
export type EditsByFile = Map<string, TextEdit[]>;

/**
 * The edits that can be made at once. Those of one finding are made together or not at all; what meets an edit that is
 * already chosen waits.
 *
 * @param canEdit - whether a file may be changed
 */
export function chooseEdits(
  findings: readonly MendableFinding[],
  canEdit: (file: string) => boolean,
): EditsByFile {
  const chosen: EditsByFile = new Map();
  for (const { edits = [] } of findings) {
    const isFree = edits.every(
      (one, index) =>
        canEdit(one.path) &&
        [...(chosen.get(one.path) ?? []), ...edits.slice(0, index)].every(other => !meet(one, other)),
    );
    if (!isFree) continue;
    for (const one of edits) chosen.set(one.path, [...(chosen.get(one.path) ?? []), one]);
  }
  return chosen;
}

/** Two insertions at one place meet too: nothing says which comes first. */
function meet(one: TextEdit, other: TextEdit): boolean {
  if (one.path !== other.path) return false;
  return (one.start < other.end && other.start < one.end) || one.start === other.start;
}

/** The text with all edits made, its line ends kept. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text: instead } of [...edits].sort((left, right) => left.start - right.start)) {
    parts.push(text.slice(at, start), instead.replace(/\r?\n/g, lineEnd));
    at = end;
  }
  return parts.join('') + text.slice(at);
}
