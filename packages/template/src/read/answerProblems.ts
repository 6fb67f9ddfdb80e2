import { at, certainMatch } from '@goldpath/diagnostics';
import { fieldEntry, pagesOf } from './form.ts';
import type { Form } from './mergeForm.ts';
import type { PathProblem } from './pathProblem.ts';
import { isAmong, type StampFile } from './stampFile.ts';
import type { TemplateFolder } from './templateFolder.ts';
import { fixOf, locate, type TemplateProblem } from './templateProblem.ts';

/** stamp.yaml uses answers that the form does not ask for, or not always; or uses one twice. */
export function answerProblems(folder: TemplateFolder): TemplateProblem[] {
  const { spec, form, merged, stamp } = folder;
  const [specRoot, formRoot] = [spec?.root, form.root];
  if (!specRoot || !formRoot || !merged) return [];
  return [
    ...merged.problems.map(problem => locate('stamp-answer', formRoot, problem)),
    ...compareWithForm(stamp, merged).map(problem => locate('stamp-answer', specRoot, problem)),
    ...impossibleChoices(folder, merged),
  ];
}

/** Fields of the form that stamp.yaml does not use. */
export function unusedFieldProblems({
  spec,
  form,
  merged,
  stamp,
  specProblems,
}: TemplateFolder): TemplateProblem[] {
  const isComplete = !specProblems.some(({ path: [part, ...rest] }) => {
    return rest.length === 0 && part !== 'apiVersion' && part !== 'template';
  });
  if (!spec?.root || !merged || !isComplete) return [];
  const misspelled = new Set(compareWithForm(stamp, merged).map(({ suggestion }) => suggestion));
  return unusedFields(stamp, merged)
    .filter(field => !misspelled.has(field))
    .map(field => ({ field, entry: fieldEntry(pagesOf(form.root), field) }))
    .filter(({ entry }) => entry !== undefined)
    .map(({ field, entry }) => ({
      rule: 'stamp-unused-field',
      at: entry as NonNullable<typeof entry>,
      message: `The answer to "${field}" is not used.`,
      fix: `Add "${field}" to answers in stamp.yaml, with the places where it is written, or to publishing.`,
    }));
}

function unusedFields({ publishing, only, answers }: StampFile, { schema }: Form): string[] {
  const used = new Set([
    ...[...answers, ...publishing].map(({ field }) => field),
    ...only.map(({ answer }) => answer),
  ]);
  return Object.keys(schema.properties).filter(field => !used.has(field));
}

function compareWithForm(file: StampFile, form: Form): PathProblem[] {
  const { properties, required } = form.schema;
  const unused = unusedFields(file, form);
  const publishing = new Set(file.publishing.map(({ field }) => field));
  const conditional = file.only.filter(({ is }) => is === undefined);
  const unknown = (field: string, place: Pick<PathProblem, 'path' | 'isKey'>, candidates = unused) => {
    const problem: PathProblem = {
      ...place,
      message: `the form in template.yaml does not ask for "${field}"`,
      fix: `use one of its fields: ${Object.keys(properties).join(', ')}`,
    };
    const suggestion = certainMatch(field, candidates);
    if (suggestion === undefined) return problem;
    return { ...problem, suggestion };
  };
  const ofAnswer = ({ field, path, edits }: StampFile['answers'][number]): PathProblem | undefined => {
    const place = { path, isKey: true };
    if (!Object.hasOwn(properties, field)) return unknown(field, place);
    if (publishing.has(field))
      return { ...place, message: `"${field}" is listed under publishing too`, fix: 'keep one' };
    const isOnlyWithAnswer = (file: string) =>
      conditional.some(only => only.answer === field && isAmong(file, only.files));
    const needsAnswer = edits.some(
      ({ otherwise, file: edited }) => otherwise === undefined && !isOnlyWithAnswer(edited),
    );
    if (required.includes(field) || !needsAnswer) return undefined;
    return {
      ...place,
      message: `"${field}" is written to files, but the form does not require it`,
      fix: 'make it required in template.yaml, set the text to write without it as "otherwise", or list the files under only',
    };
  };
  const ofOnly = ({ answer, is, path }: StampFile['only'][number]): PathProblem | undefined => {
    const place = { path: [...path, 'when'] };
    if (!Object.hasOwn(properties, answer)) return unknown(answer, place, Object.keys(properties));
    if (is === undefined || required.includes(answer)) return undefined;
    return {
      ...place,
      message: `"${answer}" decides which files are stamped, but the form does not require it`,
      fix: 'make it required in template.yaml',
    };
  };
  const unknownPublishing = file.publishing
    .filter(({ field }) => !Object.hasOwn(properties, field))
    .map(({ field, path }) => unknown(field, { path }));
  return [...file.answers.map(ofAnswer), ...unknownPublishing, ...file.only.map(ofOnly)].filter(
    problem => problem !== undefined,
  );
}

/** Files that depend on an answer that is not a choice of its field. */
function impossibleChoices({ stamp, spec }: TemplateFolder, { schema }: Form): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  for (const { answer, is, path } of stamp.only) {
    const { enum: choices } = Object(schema.properties[answer]) as { enum?: unknown };
    const place = at(spec?.root, ...path, 'is');
    if (is === undefined || !Array.isArray(choices) || !place || choices.includes(is)) continue;
    const suggestion = typeof is === 'string' ? certainMatch(is, choices.map(String)) : undefined;
    const message = `${JSON.stringify(is)} is not a choice of "${answer}", so these files are never stamped.`;
    const fix = fixOf(place, `Use one of ${choices.join(', ')}.`, suggestion);
    problems.push({ rule: 'stamp-answer', at: place, message, ...fix });
  }
  return problems;
}
