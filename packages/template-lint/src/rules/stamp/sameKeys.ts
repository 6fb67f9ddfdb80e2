import path from 'node:path';
import { parsePointer } from '@goldpath/diagnostics';
import { answersInSkeleton, placeEdits, type PointerEdit, type SkeletonFile } from '@goldpath/template';
import type { Report } from '../../rule.ts';
import type { StampedTemplate } from '../../template/stampedTemplate.ts';

/**
 * Values of the sample that cannot be recognized alone (a size), at the key that an edit replaces in a file of the same folder:
 * Pulumi.prod.yaml is edited and Pulumi.dev.yaml is not.
 *
 * @param recognizable - fields whose values are found everywhere
 */
export function atSameKeys(stamped: StampedTemplate, recognizable: ReadonlySet<string>): Report[] {
  const answers = answersInSkeleton(stamped.samples);
  const edits = stamped.stamp.answers
    .flatMap(answer => answer.edits)
    .filter(edit => 'at' in edit)
    .filter(({ at }) => parsePointer(at).length > 1)
    .filter(
      ({ answer, otherwise }) => !recognizable.has(answer) && (answers[answer] ?? otherwise) !== undefined,
    );
  return (stamped.skeleton?.files ?? []).flatMap(file => {
    const beside = edits.filter(edit => isBeside(edit, file));
    if (beside.length === 0) return [];
    const { places, problems } = placeEdits(file.text, beside, answers);
    const covered = stamped.edited.get(file.relative)?.places ?? [];
    return places
      .filter(({ edit }) => !problems.some(problem => problem.edit === edit))
      .filter(({ start, end }) => covered.every(place => end <= place.start || start >= place.end))
      .map(({ start, found, edit }) => ({
        at: { source: file, start },
        severity: 'unknown' as const,
        message: `${JSON.stringify(found)} stays here for every answer to "${edit.answer}", which replaces the same value at the same key of ${edit.file}.`,
        fix: `Add an edit of ${file.relative} to ${edit.answer} in stamp.yaml if the answer belongs here too.`,
      }));
  });
}

/** Whether a file is in the folder of an edit's file, has its extension, and may have its key. */
function isBeside(edit: PointerEdit, { relative, text }: SkeletonFile): boolean {
  const folderAndExtension = (file: string) => `${path.dirname(file)} ${path.extname(file)}`;
  const key = parsePointer(edit.at).at(-1) ?? '';
  return (
    relative !== edit.file &&
    folderAndExtension(relative) === folderAndExtension(edit.file) &&
    text.includes(key)
  );
}
