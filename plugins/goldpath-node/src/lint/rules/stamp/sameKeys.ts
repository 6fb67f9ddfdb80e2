import path from 'node:path';
import { parsePointer } from '../../../source/pointer.ts';
import { placeEdits } from '../../../stamp/editFile.ts';
import type { PointerEdit } from '../../../template/template.ts';
import type { Report } from '../../rule.ts';
import { skeletonAnswers, type StampedFile, type StampFolder } from '../../template/stampFolder.ts';

/**
 * Values of the sample that no one would know by themselves (a size), at the key that an edit replaces in the file
 * beside: Pulumi.prod.yaml is edited and Pulumi.dev.yaml is not.
 *
 * @param known - fields whose values are found wherever they stand
 */
export function atSameKeys(stamped: StampFolder, known: ReadonlySet<string>): Report[] {
  const answers = skeletonAnswers(stamped.samples);
  const edits = stamped.stamp.answers
    .flatMap(answer => answer.edits)
    .filter((edit): edit is PointerEdit => 'at' in edit && parsePointer(edit.at).length > 1)
    .filter(({ answer, otherwise }) => !known.has(answer) && (answers[answer] ?? otherwise) !== undefined);
  return (stamped.skeleton?.files ?? []).flatMap(file => {
    const beside = edits.filter(edit => isBeside(edit, file));
    if (beside.length === 0) return [];
    const { places, faults } = placeEdits(file.text, beside, answers);
    const covered = stamped.edited.get(file.relative)?.places ?? [];
    return places
      .filter(({ edit }) => !faults.some(fault => fault.edit === edit))
      .filter(({ start, end }) => covered.every(place => end <= place.start || start >= place.end))
      .map(({ start, found, edit }) => ({
        at: { source: file, start },
        severity: 'unknown' as const,
        message: `${JSON.stringify(found)} stands here whatever is answered to "${edit.answer}", which replaces the same value at the same key of ${edit.file}`,
        fix: `Add an edit of ${file.relative} to ${edit.answer} in stamp.yaml, if it goes here too.`,
      }));
  });
}

/** Whether a file lies beside that of an edit, is of its kind, and may have its key. */
function isBeside(edit: PointerEdit, { relative, text }: StampedFile): boolean {
  const folderAndKind = (file: string) => `${path.dirname(file)} ${path.extname(file)}`;
  const key = parsePointer(edit.at).at(-1) ?? '';
  return relative !== edit.file && folderAndKind(relative) === folderAndKind(edit.file) && text.includes(key);
}
