import type { Diagnostic, TextEdit } from '@goldpath/diagnostics';

/** The edits of each file, none of which overlap. */
export type EditsByFile = Map<string, TextEdit[]>;

/**
 * The edits that can be applied together. The edits of one diagnostic are applied together or not at all; those that
 * conflict with an edit that is already chosen wait for the next round.
 *
 * @param canEdit - whether a file may be changed
 */
export function chooseEdits(
  diagnostics: readonly Diagnostic[],
  canEdit: (file: string) => boolean,
): EditsByFile {
  const chosen: EditsByFile = new Map();
  for (const { edits = [] } of diagnostics) {
    const isFree = edits.every(
      (one, index) =>
        canEdit(one.path) &&
        [...(chosen.get(one.path) ?? []), ...edits.slice(0, index)].every(other => !conflicts(one, other)),
    );
    if (!isFree) continue;
    for (const one of edits) chosen.set(one.path, [...(chosen.get(one.path) ?? []), one]);
  }
  return chosen;
}

/** Whether two edits overlap. Two insertions at the same place conflict too, since their order is undefined. */
function conflicts(one: TextEdit, other: TextEdit): boolean {
  if (one.path !== other.path) return false;
  return (one.start < other.end && other.start < one.end) || one.start === other.start;
}

/** The text after all edits, with its line endings. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const lineEnding = text.includes('\r\n') ? '\r\n' : '\n';
  const parts: string[] = [];
  let position = 0;
  for (const { start, end, text: replacement } of [...edits].sort((a, b) => a.start - b.start)) {
    parts.push(text.slice(position, start), replacement.replace(/\r?\n/g, lineEnding));
    position = end;
  }
  return parts.join('') + text.slice(position);
}
