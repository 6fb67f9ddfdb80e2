import { at, certainMatch, placeIn } from '@goldpath/diagnostics';
import { answersInSkeleton, isAmong, type SkeletonFile } from '@goldpath/template';
import type { LintRule, Report } from '../../rule.ts';
import type { StampedTemplate } from '../../template/stampedTemplate.ts';
import { validExample } from './example.ts';
import { occurrencesOf, type RecognizableAnswer, recognizableAnswers } from './recognizableAnswers.ts';
import { atSameKeys } from './sameKeys.ts';

/** No answer of the sample is left in a service that is stamped with other answers. */
export const stampResidue: LintRule = {
  id: 'stamp-residue',
  title: 'An edit replaces every occurrence of an answer of samples/skeleton.yaml in the skeleton.',
  why: 'A value without an edit is stamped unchanged: the new service has the name, the owner or the region of the sample.',
  severity: 'error',
  example: {
    incorrect: validExample({ 'skeleton/compose.yaml': 'services:\n  parcel-tracker: { build: . }\n' }),
    correct: validExample({ 'skeleton/compose.yaml': 'services:\n  service: { build: . }\n' }),
  },
  check({ stamped, template }) {
    if (!stamped?.skeleton) return [];
    const { files } = stamped.skeleton;
    const id = at(template.root, 'metadata', 'name')?.value;
    const own = typeof id === 'string' ? id : '';
    const answers = recognizableAnswers(stamped);
    return [
      ...answers.flatMap(answer => [
        ...files.flatMap(file => inFile(stamped, file, answer, own)),
        ...inForms(stamped, answer),
      ]),
      ...atSameKeys(stamped, new Set(answers.map(({ field }) => field))),
    ];
  },
};

function inFile(
  stamped: StampedTemplate,
  file: SkeletonFile,
  answer: RecognizableAnswer,
  id: string,
): Report[] {
  const { field, value, isWord } = answer;
  const { relative, text } = file;
  // most files contain none of the answers
  if (!text.includes(value) && !relative.includes(value)) return [];
  const isBinary = text.includes('\0');
  if (isBinary || isExpected(stamped, field, relative) || isOnlyForSample(stamped, field, relative))
    return [];
  const reports = residueIn(stamped, file, answer, id).map(start =>
    residue(
      file,
      start,
      answer,
      `Add an edit of ${relative} to ${field} in stamp.yaml, or write something else here.`,
    ),
  );
  const isInPath = occurrencesOf(relative, value).length > 0 && !isWord;
  if (!isInPath) return reports;
  const inPath = residue(file, 0, answer, 'Rename the file or its folder.', `in the path ${relative}`);
  return [inPath, ...reports];
}

/** The offsets of an answer's value that no edit replaces. */
function residueIn(
  { edited }: StampedTemplate,
  { relative, text }: SkeletonFile,
  { value, choices, isWord }: RecognizableAnswer,
  id: string,
): number[] {
  const places = edited.get(relative)?.places ?? [];
  const isFree = (start: number, end: number) =>
    places.every(place => end <= place.start || start >= place.end);
  const left = occurrencesOf(text, value).filter(
    start => isFree(start, start + value.length) && !isPartOf(text, start, value, id),
  );
  if (left.length === 0) return [];
  // a file with several choices is a table of them
  const isTable = choices.some(choice => occurrencesOf(text, choice).length > 0);
  if (isTable) return [];
  if (isWord) return left.slice(0, 1);
  return left;
}

function residue(
  source: SkeletonFile,
  start: number,
  { field, value, isWord }: RecognizableAnswer,
  fix: string,
  where = 'here',
): Report {
  const message = `"${value}" ${where} is the answer of samples/skeleton.yaml to "${field}", and no edit replaces it.`;
  const report: Report = { at: { source, start }, message, fix };
  if (isWord) return { ...report, severity: 'unknown' };
  return report;
}

/** Answers in the text that stamp.yaml itself puts around an answer. */
function inForms({ stamp, spec }: StampedTemplate, { field, value, isWord }: RecognizableAnswer): Report[] {
  if (isWord) return [];
  return stamp.answers
    .flatMap(({ edits }) => edits)
    .flatMap(({ form, path }) => {
      const node = at(spec?.root, ...path, 'value');
      if (!node) return [];
      return occurrencesOf(form, value).map(index => ({
        at: placeIn(node, index),
        message: `"${value}" is the answer of samples/skeleton.yaml to "${field}", and is written here for every answer.`,
        fix: 'Write {} in the place of the answer.',
      }));
    });
}

/** Whether an edit with a problem of its own may be the one that is missing here. */
function isExpected(
  { stamp, edited, spec, skeleton }: StampedTemplate,
  field: string,
  file: string,
): boolean {
  const misses = edited.get(file)?.problems.filter(({ kind }) => kind === 'missing') ?? [];
  if (misses.some(({ edit }) => edit.answer === field)) return true;
  const files = skeleton?.files.map(({ relative }) => relative) ?? [];
  const listed = at(spec?.root, 'answers', field)?.items ?? [];
  const known = stamp.answers.find(answer => answer.field === field)?.edits ?? [];
  const isValid = (index: number) => known.some(({ path }) => path.at(-1) === index);
  return listed.some((item, index) => {
    const named = at(item, 'file')?.value;
    if (typeof named !== 'string') return !isValid(index);
    if (!isValid(index)) return named === file;
    return !files.includes(named) && certainMatch(named, files) === file;
  });
}

/** Whether the file is stamped only with the answer of the sample. */
function isOnlyForSample({ stamp, samples }: StampedTemplate, field: string, file: string): boolean {
  const value = answersInSkeleton(samples)[field];
  return stamp.only.some(({ files, answer, is }) => answer === field && is === value && isAmong(file, files));
}

/** Whether an occurrence is a part of the template's own name, which may be used anywhere. */
function isPartOf(text: string, start: number, value: string, id: string): boolean {
  const within = id === value ? -1 : id.indexOf(value);
  return within !== -1 && text.startsWith(id, start - within);
}
