import { TemplateError } from '../errors.ts';
import type { Answers, PointerEdit, StampSpec, TokenEdit } from '../template/template.ts';
import { locateInJson } from './locateInJson.ts';
import { locateInProse } from './locateInProse.ts';
import { locateInYaml } from './locateInYaml.ts';
import type { Locate, Nowhere, Place } from './place.ts';

type Edit = StampSpec['edits'][number];

/** A place that an edit writes to. */
export interface EditedPlace extends Place {
  edit: Edit;
}

/** What is wrong with an edit. */
export interface EditFault {
  edit: Edit;
  kind: 'nowhere' | 'sample' | 'twice';
  /** what is so, to be read after the file's name */
  message: string;
  /** what to do */
  remedy: string;
  /** of an edit that leads nowhere */
  nowhere?: Nowhere;
}

/**
 * A file of the skeleton with the answers in their places; all else stays as it is, byte for byte.
 *
 * @param edits - all edits of this file
 * @param sample - the answers that stand in the skeleton
 * @throws TemplateError naming stamp.yaml and the line of each edit that finds no place or another value there
 */
export function editFile(text: string, edits: readonly Edit[], sample: Answers, answers: Answers): string {
  const { places, faults } = placeEdits(text, edits, sample);
  if (faults.length > 0) {
    const problems = faults.map(({ edit: { line, file }, message, remedy }) => ({
      file: 'stamp.yaml',
      line,
      message: `skeleton/${file} ${message}; ${remedy}`,
    }));
    throw new TemplateError(problems);
  }
  return splice(text, places, answers);
}

/**
 * Where the edits of a file go.
 *
 * @param edits - all edits of this file
 * @param sample - the answers that stand in the skeleton; of a missing one no edit is judged
 * @returns the places in the order of the text, none within another
 */
export function placeEdits(
  text: string,
  edits: readonly Edit[],
  sample: Answers,
): { places: EditedPlace[]; faults: EditFault[] } {
  const faults: EditFault[] = [];
  const locate = locator(text, edits);
  const found = edits.flatMap(edit => {
    const places = locate(edit);
    if ('part' in places) {
      const { message, remedy } = places;
      faults.push({ edit, kind: 'nowhere', message, remedy, nowhere: places });
      return [];
    }
    faults.push(...compareWithSample(edit, places, sample));
    return places.map((place): EditedPlace => ({ ...place, edit }));
  });
  return { places: withoutOverlaps(found, faults), faults };
}

function compareWithSample(edit: Edit, places: Place[], sample: Answers): EditFault[] {
  const expected = derive(edit, sample);
  if (expected === undefined) return [];
  const other = places.find(({ found }) => found !== expected);
  if (!other) return [];
  const [holds, says] = [other.found, expected].map(value => JSON.stringify(value));
  const message = `holds ${holds} there, but samples/skeleton.yaml makes it ${says}`;
  return [{ edit, kind: 'sample', message, remedy: 'make them equal' }];
}

/** In the order of the text. A token inside a longer token is part of it; a value has one edit. */
function withoutOverlaps(places: EditedPlace[], faults: EditFault[]): EditedPlace[] {
  const kept: EditedPlace[] = [];
  for (const place of places.sort((left, right) => left.start - right.start || right.end - left.end)) {
    const { edit } = place;
    if (place.start >= (kept.at(-1)?.end ?? 0)) kept.push(place);
    else if (!('token' in edit)) {
      faults.push({ edit, kind: 'twice', message: 'has two edits of the same place', remedy: 'keep one' });
    }
  }
  return kept;
}

function locator(text: string, edits: readonly Edit[]): Locate<Edit> {
  const prose = locateInProse(text);
  const isJson = edits[0]?.file.endsWith('.json');
  const parsed: Locate<PointerEdit> | undefined = edits.some(edit => 'at' in edit)
    ? (isJson ? locateInJson : locateInYaml)(text)
    : undefined;
  return edit => ('token' in edit ? prose(edit) : (parsed as Locate<PointerEdit>)(edit));
}

function derive(
  { answer, form, otherwise }: PointerEdit | TokenEdit,
  answers: Answers,
): string | number | boolean | undefined {
  const value = answers[answer] ?? otherwise;
  if (value === undefined) return undefined;
  if (form === '{}' || answers[answer] === undefined) return value;
  return form.replaceAll(/\{(\w*)\}/g, (_, part: string) => (part ? partOf(value, part) : String(value)));
}

/** A part of an answer that names its parts, as that of Backstage's RepoUrlPicker does: `github.com?owner=a&repo=b`. */
function partOf(value: string | number | boolean, part: string): string {
  const [, query] = String(value).split('?');
  return new URLSearchParams(query).get(part) ?? '';
}

function splice(text: string, places: readonly EditedPlace[], answers: Answers): string {
  let edited = '';
  let copied = 0;
  for (const { start, end, found, edit, write } of places) {
    const value = derive(edit, answers);
    if (value === undefined) throw new Error(`the answer ${edit.answer} was judged and is still missing`);
    // what stays the same keeps its own spelling
    edited += text.slice(copied, start) + (value === found ? text.slice(start, end) : write(value));
    copied = end;
  }
  return edited + text.slice(copied);
}
