import { fromAjv, type SchemaProblem } from '@goldpath/diagnostics';
import type { AnswerProblem } from '../errors.ts';
import type { Template } from '../template.ts';
import { compileAnswers } from './compileAnswers.ts';
import { repositoryNameProblems } from './repositoryNames.ts';

/** When an answer has several problems, the first of these is reported. Keywords that are not listed come last. */
const precedence = [
  'additionalProperties',
  'required',
  'type',
  'maxLength',
  'minLength',
  'not',
  'pattern',
  'enum',
];

/**
 * Validates all answers at once, against the form and for names that cannot be checked out on every operating system.
 *
 * @param answers - the content of a file or a request: any value
 * @returns at most one problem for each answer; `[]` when they can be stamped
 */
export function validateAnswers(
  template: Pick<Template, 'answersSchema'>,
  answers: unknown,
): AnswerProblem[] {
  if (typeof answers !== 'object' || answers === null || Array.isArray(answers)) {
    const message = 'are not a list of fields; write one line for each, such as "name: my-service"';
    return [{ field: 'answers', message }];
  }
  const problems = schemaProblems(template.answersSchema, answers);
  const invalid = new Set(problems.map(({ field }) => field));
  return [...problems, ...repositoryNameProblems(answers).filter(({ field }) => !invalid.has(field))];
}

function schemaProblems(schema: object, answers: object): AnswerProblem[] {
  const validate = compileAnswers(schema);
  if (validate(answers)) return [];
  const byField = Map.groupBy(fromAjv(validate.errors), ({ path }) => path[0] ?? 'answers');
  return [...byField].map(([field, problems]) => {
    const [first] = problems.sort((left, right) => rank(left) - rank(right));
    return toAnswerProblem(field, first as SchemaProblem);
  });
}

function rank({ keyword }: SchemaProblem): number {
  const index = precedence.indexOf(keyword);
  if (index === -1) return precedence.length;
  return index;
}

function toAnswerProblem(field: string, { message, fix, suggestion }: SchemaProblem): AnswerProblem {
  const sentences = [message, fix].filter(part => part !== '');
  const problem: AnswerProblem = { field, message: sentences.join('; ') };
  if (suggestion !== undefined) problem.suggestion = suggestion;
  return problem;
}
