import { isAmong } from '../../../template/stampSpec.ts';
import { obviouslyMeant } from '../../../answers/nearest.ts';
import type { LintRule, Report } from '../../rule.ts';
import { at, placeIn } from '../../source/located.ts';
import { skeletonAnswers, type StampedFile, type StampFolder } from '../../template/stampFolder.ts';
import { soundExample } from './example.ts';
import { atSameKeys } from './sameKeys.ts';
import { occurrencesOf, type Telling, tellingAnswers } from './telling.ts';

/** Nothing of the sample is in what is stamped with other answers. */
export const stampResidue: LintRule = {
  id: 'stamp-residue',
  title: 'Wherever an answer of samples/skeleton.yaml stands in the skeleton, an edit replaces it.',
  why: 'A value that no edit covers is stamped as it is: the new service carries the name, the owner or the region of the sample.',
  severity: 'error',
  example: {
    bad: soundExample({ 'skeleton/compose.yaml': 'services:\n  parcel-tracker: { build: . }\n' }),
    good: soundExample({ 'skeleton/compose.yaml': 'services:\n  service: { build: . }\n' }),
  },
  check({ stamped, template }) {
    if (!stamped?.skeleton) return [];
    const { skeleton } = stamped;
    const id = at(template.root, 'metadata', 'name')?.value;
    const own = typeof id === 'string' ? id : '';
    const telling = tellingAnswers(stamped);
    return [
      ...telling.flatMap(answer => [
        ...skeleton.files.flatMap(file => inFile(stamped, file, answer, own)),
        ...inForms(stamped, answer),
      ]),
      ...atSameKeys(stamped, new Set(telling.map(({ field }) => field))),
    ];
  },
};

function inFile(stamped: StampFolder, file: StampedFile, telling: Telling, id: string): Report[] {
  const { field, value, choices, isWord } = telling;
  const { relative, text } = file;
  if (
    text.includes('\0') ||
    isAwaited(stamped, field, relative) ||
    isOnlyStampedSo(stamped, field, relative)
  ) {
    return [];
  }
  const places = stamped.edited.get(relative)?.places ?? [];
  const free = (start: number, end: number) =>
    places.every(place => end <= place.start || start >= place.end);
  const left = occurrencesOf(text, value).filter(
    start => free(start, start + value.length) && !isPartOf(text, start, value, id),
  );
  // a file that tells several choices is a table of them
  const isTable = left.length > 0 && choices.some(choice => occurrencesOf(text, choice).length > 0);
  const told = isTable ? [] : isWord ? left.slice(0, 1) : left;
  const inPath = occurrencesOf(relative, value).length > 0 && !isWord;
  const report = (start: number, where: string, fix: string): Report => ({
    at: { source: file, start },
    message: `"${value}" is the answer of samples/skeleton.yaml to "${field}" and stands ${where}, where no edit replaces it: it stays whatever is answered`,
    fix,
    ...(isWord && { severity: 'unknown' }),
  });
  return [
    ...(inPath ? [report(0, `in the path ${relative}`, 'Give the file or its folder another name.')] : []),
    ...told.map(start =>
      report(
        start,
        'here',
        `Add an edit of ${relative} to ${field} in stamp.yaml, or write something else here.`,
      ),
    ),
  ];
}

/** Texts that stamp.yaml itself puts around an answer. */
function inForms({ stamp, spec }: StampFolder, { field, value, isWord }: Telling): Report[] {
  if (isWord) return [];
  return stamp.answers
    .flatMap(({ edits }) => edits)
    .flatMap(({ form, path }) => {
      const node = at(spec?.root, ...path, 'value');
      if (!node) return [];
      return occurrencesOf(form, value).map(index => ({
        at: placeIn(node, index),
        message: `"${value}" is the answer of samples/skeleton.yaml to "${field}" and is written here whatever is answered`,
        fix: 'Write {} where the answer goes.',
      }));
    });
}

/** Whether an edit that has to be mended first may be the one that is missing here. */
function isAwaited({ stamp, edited, spec, skeleton }: StampFolder, field: string, file: string): boolean {
  if (edited.get(file)?.faults.some(({ edit, kind }) => edit.answer === field && kind === 'nowhere'))
    return true;
  const files = skeleton?.files.map(({ relative }) => relative) ?? [];
  const listed = at(spec?.root, 'answers', field)?.items ?? [];
  const known = stamp.answers.find(answer => answer.field === field)?.edits ?? [];
  const isRead = (index: number) => known.some(({ path }) => path.at(-1) === index);
  return listed.some((item, index) => {
    const named = at(item, 'file')?.value;
    if (typeof named !== 'string') return !isRead(index);
    if (!isRead(index)) return named === file;
    return !files.includes(named) && obviouslyMeant(named, files) === file;
  });
}

/** Whether the file is left out with every other answer. */
function isOnlyStampedSo({ stamp, samples }: StampFolder, field: string, file: string): boolean {
  const value = skeletonAnswers(samples)[field];
  return stamp.only.some(({ files, answer, is }) => answer === field && is === value && isAmong(file, files));
}

/** Whether it is a part of the template's own name, which may be told anywhere. */
function isPartOf(text: string, start: number, value: string, id: string): boolean {
  const within = id === value ? -1 : id.indexOf(value);
  return within !== -1 && text.startsWith(id, start - within);
}
