import {
  type AnswerProblem,
  type Answers,
  skeletonAnswers,
  type Template,
  validateAnswers,
} from '@goldpath/template';

/** Valid answers, made from incomplete ones. */
export interface CompletedAnswers {
  answers: Answers;
  /** the fields that have the sample's value */
  assumed: string[];
  /** the problems of the given answers; a field that the form has a default for is not missing */
  problems: AnswerProblem[];
}

/**
 * Completes answers, so that they can be stamped: a field without an answer gets the default of the form, and where there is none,
 * or where the answer is not valid, the value of a sample.
 *
 * @param given - the content of a form or a file: any value
 */
export function completeAnswers(template: Template, given: unknown): CompletedAnswers {
  const answers: Record<string, unknown> = { ...defaultsOf(template), ...answersIn(given) };
  const problems = validateAnswers(template, answers);
  const assumed = new Set<string>();
  // an answer can make another one necessary, so a round can have new problems
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const found = validateAnswers(template, answers);
    if (found.length === 0) return { answers: answers as Answers, assumed: [...assumed], problems };
    for (const { field } of found) {
      const value = sampleValue(template, field);
      if (value === undefined || assumed.has(field)) delete answers[field];
      else {
        answers[field] = value;
        assumed.add(field);
      }
    }
  }
  const sample = skeletonAnswers(template);
  return { answers: sample, assumed: Object.keys(sample), problems };
}

/** Forms with longer chains of conditions are previewed with the sample. */
const MAX_ROUNDS = 5;

/** The answers in a value. A form has `undefined` or an empty string where an answer was removed. */
function answersIn(given: unknown): Record<string, unknown> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return {};
  const isAnswer = (value: unknown) => value !== undefined && value !== null && value !== '';
  return Object.fromEntries(Object.entries(given).filter(([, value]) => isAnswer(value)));
}

function defaultsOf({ answersSchema }: Pick<Template, 'answersSchema'>): Record<string, unknown> {
  const { properties = {} } = answersSchema as { properties?: Record<string, unknown> };
  const defaults = Object.entries(properties).map(([field, schema]) => [field, defaultOf(schema)] as const);
  return Object.fromEntries(defaults.filter(([, value]) => value !== undefined));
}

function defaultOf(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null || !('default' in schema)) return undefined;
  return schema.default;
}

/** The value of the skeleton's sample, or of the first sample that has one. */
function sampleValue(template: Template, field: string): unknown {
  const samples = [skeletonAnswers(template), ...template.samples.map(({ answers }) => answers)];
  return samples.map(answers => answers[field]).find(value => value !== undefined);
}
