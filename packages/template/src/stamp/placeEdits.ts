import type { Answers, PointerEdit, StampSpec, TokenEdit } from '../template.ts';
import type { EditPlace, Locate, Miss } from './editPlace.ts';
import { locateInJson } from './locateInJson.ts';
import { locateInProse } from './locateInProse.ts';
import { locateInYaml } from './locateInYaml.ts';

type Edit = StampSpec['edits'][number];

/** A place that an edit writes to. */
export interface EditedPlace extends EditPlace {
  edit: Edit;
}

/** A problem with an edit. */
export interface EditProblem {
  edit: Edit;
  /** it has no place, the sample has another value than the skeleton, or the place has another edit */
  kind: 'missing' | 'sample' | 'duplicate';
  /** the problem, to be read after the file's name */
  message: string;
  /** how to fix it, without a full stop */
  fix: string;
  /** of a missing place */
  miss?: Miss;
}

/**
 * Finds the places of the edits of a file.
 *
 * @param edits - all edits of this file
 * @param sample - the answers whose values are in the skeleton; edits of other answers are not compared with it
 * @returns the places in the order of the text, none within another
 */
export function placeEdits(
  text: string,
  edits: readonly Edit[],
  sample: Answers,
): { places: EditedPlace[]; problems: EditProblem[] } {
  const problems: EditProblem[] = [];
  const found: EditedPlace[] = [];
  const locate = locator(text);
  for (const edit of edits) {
    const places = locate(edit);
    if ('part' in places) {
      problems.push({ edit, kind: 'missing', message: places.message, fix: places.fix, miss: places });
      continue;
    }
    const difference = compareWithSample(edit, places, sample);
    if (difference) problems.push(difference);
    found.push(...places.map(place => ({ ...place, edit })));
  }
  const { places, duplicates } = withoutOverlaps(found);
  return { places, problems: [...problems, ...duplicates] };
}

/**
 * The value that an edit writes.
 *
 * @returns nothing when there is no answer and no text for that case
 */
export function valueOf(
  { answer, form, otherwise }: PointerEdit | TokenEdit,
  answers: Answers,
): string | number | boolean | undefined {
  const value = answers[answer] ?? otherwise;
  if (value === undefined) return undefined;
  if (form === '{}' || answers[answer] === undefined) return value;
  return form.replaceAll(/\{(\w*)\}/g, (_, part: string) => (part ? partOf(value, part) : String(value)));
}

/** A named part of an answer like those of Backstage's RepoUrlPicker: `github.com?owner=a&repo=b`. */
function partOf(value: string | number | boolean, part: string): string {
  const [, query] = String(value).split('?');
  return new URLSearchParams(query).get(part) ?? '';
}

function compareWithSample(edit: Edit, places: EditPlace[], sample: Answers): EditProblem | undefined {
  const expected = valueOf(edit, sample);
  const other = places.find(({ found }) => found !== expected);
  if (expected === undefined || !other) return undefined;
  const message = `has ${JSON.stringify(other.found)} there, but samples/skeleton.yaml results in ${JSON.stringify(expected)}`;
  return { edit, kind: 'sample', message, fix: 'make them equal' };
}

/** The places in the order of the text. A token inside a longer token is part of it; a value has one edit. */
function withoutOverlaps(places: EditedPlace[]): { places: EditedPlace[]; duplicates: EditProblem[] } {
  const kept: EditedPlace[] = [];
  const duplicates: EditProblem[] = [];
  for (const place of places.sort((left, right) => left.start - right.start || right.end - left.end)) {
    const { edit } = place;
    if (place.start >= (kept.at(-1)?.end ?? 0)) kept.push(place);
    else if (!('token' in edit))
      duplicates.push({
        edit,
        kind: 'duplicate',
        message: 'has two edits of the same place',
        fix: 'keep one',
      });
  }
  return { places: kept, duplicates };
}

function locator(text: string): Locate<Edit> {
  const inProse = locateInProse(text);
  let inData: Locate<PointerEdit> | undefined;
  return edit => {
    if ('token' in edit) return inProse(edit);
    // only a file with pointers has to be parsed
    inData ??= locatorOfData(edit.file, text);
    return inData(edit);
  };
}

function locatorOfData(file: string, text: string): Locate<PointerEdit> {
  if (file.endsWith('.json')) return locateInJson(text);
  return locateInYaml(text);
}
