import type { ErrorObject } from 'ajv';
import type { AnswerProblem } from '../errors.ts';
import { parsePointer } from '../source/pointer.ts';
import type { Template } from '../template/template.ts';
import { compileAnswers } from './compileAnswers.ts';
import { nearest, obviouslyMeant, probablyMeant } from './nearest.ts';

/** Of several problems of one answer, the first of these is told; what is not named here comes last. */
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

/** A list of more choices than this is not written out. */
const LISTED_CHOICES = 8;

/**
 * Judges all answers at once.
 *
 * @param answers - anything; what a file or a request held
 * @returns one problem per answer at most, `[]` when they can be stamped
 */
export function validateAnswers(
  template: Pick<Template, 'answersSchema'>,
  answers: unknown,
): AnswerProblem[] {
  if (typeof answers !== 'object' || answers === null || Array.isArray(answers)) {
    return [
      {
        field: 'answers',
        message: 'are not a list of fields; write a line for each, like "name: my-service"',
      },
    ];
  }
  const validate = compileAnswers(template.answersSchema);
  if (validate(answers)) return [];
  const errors = (validate.errors ?? []).filter(error => keywordOf(error) !== 'if');
  const byField = Map.groupBy(errors, fieldOf);
  return [...byField].map(([field, found]) => {
    const [first] = found.sort((left, right) => rank(left) - rank(right));
    const meant = meantOf(first as ErrorObject);
    return { field, message: sentence(first as ErrorObject), ...(meant !== undefined && { meant }) };
  });
}

function fieldOf({ instancePath, keyword, params }: ErrorObject): string {
  if (keyword === 'additionalProperties') return params.additionalProperty;
  if (keyword === 'required') return params.missingProperty;
  return parsePointer(instancePath)[0] ?? 'answers';
}

/** A sentence of the form's own (`errorMessage`) stands for the keyword that it replaces. */
function keywordOf({ keyword, params }: ErrorObject): string {
  return keyword === 'errorMessage' ? params.errors[0].keyword : keyword;
}

function rank(error: ErrorObject): number {
  const index = precedence.indexOf(keywordOf(error));
  return index === -1 ? precedence.length : index;
}

function sentence({ keyword, params, message, data, parentSchema }: ErrorObject): string {
  switch (keyword) {
    case 'errorMessage':
      return message ?? '';
    case 'additionalProperties': {
      const known = Object.keys(parentSchema?.properties ?? {});
      const meant = probablyMeant(params.additionalProperty, known);
      return `is not asked by this template; ${meant ? `did you mean "${meant}"?` : `it asks for ${known.join(', ')}`}`;
    }
    case 'required':
      return 'is missing; give it a value';
    case 'type':
      return `is ${kindOf(data)}, but must be ${params.type === 'string' ? 'text; put it in quotes' : `of type ${params.type}`}`;
    case 'maxLength':
      return `has ${[...String(data)].length} characters; at most ${params.limit} are allowed`;
    case 'minLength':
      return `has ${[...String(data)].length} characters; at least ${params.limit} are needed`;
    case 'enum':
      return `${JSON.stringify(data)} is no choice here; ${choices(String(data), params.allowedValues.map(String))}`;
    default:
      return `${message}`;
  }
}

function meantOf({ keyword, params, data, parentSchema }: ErrorObject): string | undefined {
  if (keyword === 'enum') return obviouslyMeant(String(data), params.allowedValues.map(String));
  if (keyword !== 'additionalProperties') return undefined;
  const known = Object.keys(parentSchema?.properties ?? {}).filter(key => !Object.hasOwn(Object(data), key));
  return obviouslyMeant(params.additionalProperty, known);
}

function choices(text: string, allowed: readonly string[]): string {
  if (allowed.length <= LISTED_CHOICES) return `choose one of ${allowed.join(', ')}`;
  return `the nearest of ${allowed.length} is ${nearest(text, allowed)}`;
}

function kindOf(value: unknown): string {
  if (value === null || value === '') return 'empty';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a group of fields' : `a ${typeof value}`;
}
