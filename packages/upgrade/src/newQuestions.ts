import type { Answers, Template } from '@goldpath/template';
import { askedAnswers } from '@goldpath/template/form';

/** Answers for an upgrade, beside those in the manifest. */
export interface NewAnswers {
  /** a person's answers: to new questions, and those that are to change */
  answers?: Answers;
  /** answers that a portal has to questions of its templates, for those that the service has not answered */
  offered?: Answers;
}

/** A question of the form that a service has not answered yet. */
export interface NewQuestion {
  field: string;
  /** the answer with which the service is upgraded */
  answer?: Answers[string];
  /** `given` by a person, `offered` by the portal, or the `default` of the form; `none` without an answer */
  source: 'given' | 'offered' | 'default' | 'none';
  isRequired: boolean;
}

/** The part of a form's schema that is read here. */
export interface FormSchema {
  properties?: Record<string, boolean | { default?: Answers[string] }>;
  required?: string[];
}

/**
 * The questions that the form asks with a service's answers, and that the service has not answered. Those about where to publish are
 * left out: a manifest does not record them.
 *
 * @param recorded - the answers in the service's manifest
 */
export function newQuestions(
  { answersSchema, stamp }: Pick<Template, 'answersSchema' | 'stamp'>,
  recorded: Answers,
  { answers = {}, offered = {} }: NewAnswers = {},
): NewQuestion[] {
  const { properties = {}, required = [] } = answersSchema as FormSchema;
  const open = Object.keys(properties).filter(
    field => recorded[field] === undefined && !stamp.publishing.includes(field),
  );
  const defaults: Answers = {};
  for (const field of open.filter(one => required.includes(one))) {
    const schema = properties[field];
    if (typeof schema === 'object' && schema.default !== undefined) defaults[field] = schema.default;
  }
  // the conditions of the form decide by the answers; one without a value names a field
  const fields = Object.fromEntries(open.map(field => [field, undefined])) as unknown as Answers;
  const all = { ...fields, ...defaults, ...offered, ...recorded, ...answers };
  const asked = askedAnswers({ answersSchema }, all);
  const sources = { given: answers, offered, default: defaults };
  return open
    .filter(field => field in asked)
    .map(field => ({ field, isRequired: required.includes(field), ...answerOf(field, sources) }));
}

/** The answer of the first source that has one. */
function answerOf(
  field: string,
  sources: Record<'given' | 'offered' | 'default', Answers>,
): Pick<NewQuestion, 'answer' | 'source'> {
  for (const source of ['given', 'offered', 'default'] as const) {
    const answer = sources[source][field];
    if (answer !== undefined) return { source, answer };
  }
  return { source: 'none' };
}

/** The answers of questions, by field. */
export function answersOf(questions: readonly NewQuestion[]): Answers {
  const answered = questions.filter(({ answer }) => answer !== undefined);
  return Object.fromEntries(answered.map(({ field, answer }) => [field, answer as Answers[string]]));
}
