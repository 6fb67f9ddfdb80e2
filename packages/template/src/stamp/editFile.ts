import type { Diagnostic } from '@goldpath/diagnostics';
import { TemplateError } from '../errors.ts';
import type { Answers, StampSpec } from '../template.ts';
import { type EditedPlace, type EditProblem, placeEdits, valueOf } from './placeEdits.ts';

/**
 * Writes the answers to their places in a file of the skeleton. Everything else stays as it is, byte for byte.
 *
 * @param edits - all edits of this file
 * @param sample - the answers whose values are in the skeleton
 * @throws TemplateError for each edit that has no place, or whose place has another value than the sample
 */
export function editFile(text: string, edits: StampSpec['edits'], sample: Answers, answers: Answers): string {
  return writeAnswers(text, editedPlaces(text, edits, sample), answers);
}

/**
 * The places of the edits of a file.
 *
 * @throws TemplateError for each edit that has no place, or whose place has another value than the sample
 */
export function editedPlaces(text: string, edits: StampSpec['edits'], sample: Answers): EditedPlace[] {
  const { places, problems } = placeEdits(text, edits, sample);
  if (problems.length > 0) throw new TemplateError(problems.map(toDiagnostic));
  return places;
}

const rules: Record<EditProblem['kind'], string> = {
  sample: 'stamp-identity',
  missing: 'stamp-edit',
  duplicate: 'stamp-edit',
};

function toDiagnostic({ edit, kind, message, fix }: EditProblem): Diagnostic {
  return {
    rule: rules[kind],
    severity: 'error',
    location: { file: 'stamp.yaml', line: 1 },
    message: `${edit.path.join('.')}: skeleton/${edit.file} ${message}; ${fix}.`,
  };
}

/** Writes the answers to the places of a text. */
export function writeAnswers(text: string, places: readonly EditedPlace[], answers: Answers): string {
  let edited = '';
  let copied = 0;
  for (const { start, end, found, edit, write } of places) {
    const value = valueOf(edit, answers);
    if (value === undefined) throw new Error(`the answer ${edit.answer} is valid and still missing`);
    edited += text.slice(copied, start);
    // an unchanged value keeps its spelling
    if (value === found) edited += text.slice(start, end);
    else edited += write(value);
    copied = end;
  }
  return edited + text.slice(copied);
}
