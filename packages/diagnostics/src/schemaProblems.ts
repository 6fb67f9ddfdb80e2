import { closestMatch, certainMatch, likelyMatch } from './closestMatch.ts';
import { parsePointer } from './source/pointer.ts';

/** The parts of an Ajv error that {@link fromAjv} reads; Ajv's `verbose` adds `data` and `parentSchema`. */
export interface AjvError {
  keyword: string;
  instancePath: string;
  params: object;
  message?: string;
  data?: unknown;
  parentSchema?: object;
}

/** A violation of a JSON schema, before its location is known. */
export interface SchemaProblem {
  /** the keys that lead to the value, or to the missing or unknown key */
  path: string[];
  /** whether it is about the last key itself and not about its value */
  isKey: boolean;
  /** the keyword of the schema that is violated */
  keyword: string;
  /** a predicate, to be read after the name of the value: `is missing` */
  message: string;
  /** how to fix it, as an imperative without a full stop: `add it`; empty when the message says it */
  fix: string;
  /** the value or key that was probably intended, where it is obvious */
  suggestion?: string;
}

/** A longer list of choices is not printed. */
const LISTED_CHOICES = 8;

/** Documentation that a schema can have for people. */
interface SchemaDocumentation {
  title?: string;
  description?: string;
  examples?: unknown[];
  properties?: object;
}

interface ErrorParams {
  additionalProperty?: string;
  missingProperty?: string;
  allowedValue?: unknown;
  allowedValues?: unknown[];
  limit?: number;
  type?: string | string[];
  /** of ajv-errors: the errors that one message replaces */
  errors?: AjvError[];
}

type Describe = (
  params: ErrorParams,
  error: AjvError & { parentSchema?: SchemaDocumentation },
) => Omit<SchemaProblem, 'path' | 'keyword'>;

/**
 * Converts the errors of an Ajv validator (with `allErrors` and `verbose`) into problems in plain words. An error of `if`
 * is left out, since its branches have their own, and so is a missing key that is present but misspelled.
 */
export function fromAjv(errors: readonly AjvError[] | null | undefined): SchemaProblem[] {
  const problems = (errors ?? []).map(toProblem).filter(({ keyword }) => keyword !== 'if');
  const misspelled = new Set(
    problems
      .filter(({ keyword, suggestion }) => keyword === 'additionalProperties' && suggestion !== undefined)
      .map(({ path, suggestion }) => JSON.stringify([...path.slice(0, -1), suggestion])),
  );
  return problems.filter(
    ({ keyword, path }) => keyword !== 'required' || !misspelled.has(JSON.stringify(path)),
  );
}

function toProblem(error: AjvError): SchemaProblem {
  const params: ErrorParams = error.params;
  // a message of ajv-errors replaces an error of another keyword
  const keyword = params.errors?.[0]?.keyword ?? error.keyword;
  const replaced: ErrorParams = params.errors?.[0]?.params ?? params;
  const key = replaced.additionalProperty ?? replaced.missingProperty;
  const path = parsePointer(error.instancePath);
  if (key !== undefined) path.push(key);
  return { path, keyword, ...(descriptions[error.keyword] ?? describeOther)(params, error) };
}

function value(message: string, fix: string, suggestion?: string): ReturnType<Describe> {
  const problem: ReturnType<Describe> = { isKey: false, message, fix };
  if (suggestion !== undefined) problem.suggestion = suggestion;
  return problem;
}

const descriptions: Partial<Record<string, Describe>> = {
  // a sentence that the schema's author wrote for ajv-errors
  errorMessage: (_params, { message = 'is not valid' }) => value(message, ''),
  additionalProperties({ additionalProperty = '' }, { parentSchema, data }) {
    const known = Object.keys(parentSchema?.properties ?? {});
    const missing = known.filter(key => !Object.hasOwn(asObject(data), key));
    const similar = likelyMatch(additionalProperty, known);
    let fix = `use one of ${known.join(', ')}`;
    if (similar) fix = `did you mean "${similar}"?`;
    return {
      ...value('is not a known key', fix, certainMatch(additionalProperty, missing)),
      isKey: true,
    };
  },
  required: () => ({ ...value('is missing', 'add it'), isKey: true }),
  const({ allowedValue }, { data }) {
    const expected = JSON.stringify(allowedValue);
    const isText = typeof data === 'string' && typeof allowedValue === 'string';
    const suggestion = isText ? certainMatch(data, [allowedValue]) : undefined;
    return value(`must be ${expected}`, `write ${expected}`, suggestion);
  },
  enum({ allowedValues = [] }, { data }) {
    const text = String(data);
    const allowed = allowedValues.map(String);
    let choices = `choose one of ${allowed.join(', ')}`;
    if (allowed.length > LISTED_CHOICES)
      choices = `the closest of ${allowed.length} choices is ${closestMatch(text, allowed)}`;
    return value(`is ${JSON.stringify(data)}, which is not a choice`, choices, certainMatch(text, allowed));
  },
  type({ type }, { data, parentSchema }) {
    const expected = [type].flat().map(toNoun).join(' or ');
    let fix = fixFrom(parentSchema);
    if (expected === 'string' && (typeof data === 'number' || typeof data === 'boolean'))
      fix = 'put it in quotes';
    return value(`is ${kindOf(data)}, but must be ${withArticle(expected)}`, fix);
  },
  maxLength: ({ limit }, { data }) =>
    value(`has ${lengthOf(data)} characters; at most ${limit} are allowed`, 'shorten it'),
  minLength: ({ limit }, { data }) =>
    value(`has ${lengthOf(data)} characters; at least ${limit} are required`, 'extend it'),
};

const describeOther: Describe = (_params, { message = 'is not valid', parentSchema }) =>
  value(message, fixFrom(parentSchema));

function fixFrom({ title, description = title, examples = [] }: SchemaDocumentation = {}): string {
  if (description === undefined) return 'correct it';
  const sentence = `it must be: ${description}`;
  if (examples.length === 0) return sentence;
  return `${sentence}, such as ${examples.map(String).join(' or ')}`;
}

function asObject(data: unknown): object {
  if (typeof data === 'object' && data !== null) return data;
  return {};
}

function kindOf(data: unknown): string {
  if (data === null || data === '') return 'empty';
  if (Array.isArray(data)) return 'a list';
  return withArticle(typeof data);
}

/** The word for a type of JSON schema; YAML calls an array a list. */
const toNoun = (type = '') => type.replace(/^array$/, 'list');

function withArticle(noun: string): string {
  if (/^[aeiou]/.test(noun)) return `an ${noun}`;
  return `a ${noun}`;
}

const lengthOf = (data: unknown) => [...String(data)].length;
