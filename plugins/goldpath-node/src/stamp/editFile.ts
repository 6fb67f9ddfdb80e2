import { TemplateError } from '../errors.ts';
import type { Answers, PointerEdit, StampSpec, TokenEdit } from '../template/template.ts';
import { locateInJson } from './locateInJson.ts';
import { locateInProse } from './locateInProse.ts';
import { locateInYaml } from './locateInYaml.ts';
import type { Locate, Place } from './place.ts';

type Edit = StampSpec['edits'][number];

/** A place and the value that goes there. */
interface Change extends Place {
  edit: Edit;
  value: string | number | boolean;
}

/**
 * A file of the skeleton with the answers in their places; all else stays as it is, byte for byte.
 *
 * @param edits - all edits of this file
 * @param sample - the answers that stand in the skeleton
 * @throws TemplateError naming stamp.yaml and the line of each edit that finds no place or another value there
 */
export function editFile(text: string, edits: readonly Edit[], sample: Answers, answers: Answers): string {
  const problems: TemplateError['problems'] = [];
  const refuse: Refuse = ({ line, file }, message) =>
    problems.push({ file: 'stamp.yaml', line, message: `skeleton/${file} ${message}` });
  const locate = locator(text, edits);

  const changes = edits.flatMap(edit => {
    const places = locate(edit);
    if (typeof places === 'string') {
      refuse(edit, places);
      return [];
    }
    compareWithSample(edit, places, sample, refuse);
    return places.map((place): Change => ({ ...place, edit, value: derive(edit, answers) }));
  });
  const kept = withoutOverlaps(changes, refuse);
  if (problems.length > 0) throw new TemplateError(problems);
  return splice(text, kept);
}

type Refuse = (edit: Edit, message: string) => void;

function compareWithSample(edit: Edit, places: Place[], sample: Answers, refuse: Refuse): void {
  const expected = derive(edit, sample);
  const other = places.find(({ found }) => found !== expected);
  if (!other) return;
  const [holds, says] = [other.found, expected].map(value => JSON.stringify(value));
  refuse(edit, `holds ${holds} there, but samples/skeleton.yaml makes it ${says}; make them equal`);
}

/** In the order of the text. A token inside a longer token is part of it; a value has one edit. */
function withoutOverlaps(changes: Change[], refuse: Refuse): Change[] {
  const kept: Change[] = [];
  for (const change of changes.sort((left, right) => left.start - right.start || right.end - left.end)) {
    if (change.start >= (kept.at(-1)?.end ?? 0)) kept.push(change);
    else if (!('token' in change.edit)) refuse(change.edit, 'has two edits of the same place; keep one');
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
): string | number | boolean {
  const value = answers[answer] ?? otherwise;
  if (value === undefined) throw new Error(`the answer ${answer} was judged and is still missing`);
  if (form === '{}' || answers[answer] === undefined) return value;
  return form.replaceAll(/\{(\w*)\}/g, (_, part: string) => (part ? partOf(value, part) : String(value)));
}

/** A part of an answer that names its parts, as that of Backstage's RepoUrlPicker does: `github.com?owner=a&repo=b`. */
function partOf(value: string | number | boolean, part: string): string {
  const [, query] = String(value).split('?');
  return new URLSearchParams(query).get(part) ?? '';
}

function splice(text: string, changes: readonly Change[]): string {
  let edited = '';
  let copied = 0;
  for (const { start, end, found, value, write } of changes) {
    // what stays the same keeps its own spelling
    edited += text.slice(copied, start) + (value === found ? text.slice(start, end) : write(value));
    copied = end;
  }
  return edited + text.slice(copied);
}
