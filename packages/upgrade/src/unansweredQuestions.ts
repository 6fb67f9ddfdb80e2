import { isAmong, type Manifest, type Template } from '@goldpath/template';
import type { TeamRender } from './teamFiles.ts';

/** A question of a template that has no answer, and what an upgrade removes for that. */
export interface UnansweredQuestion {
  field: string;
  /** paths from the service's folder */
  files: string[];
}

/** The questions without an answer for which a render leaves out files that the service was stamped with. */
export function unansweredQuestions(
  { stamp }: Pick<Template, 'stamp'>,
  recorded: Manifest,
  { manifest, kept }: Pick<TeamRender, 'manifest' | 'kept'>,
): UnansweredQuestion[] {
  const removed = Object.keys(recorded.files).filter(
    file => !(file in manifest.files) && !kept.includes(file),
  );
  return stamp.only
    .filter(({ answer, is }) => is === undefined && manifest.answers[answer] === undefined)
    .map(({ answer: field, files }) => ({ field, files: removed.filter(file => isAmong(file, files)) }))
    .filter(({ files }) => files.length > 0);
}
