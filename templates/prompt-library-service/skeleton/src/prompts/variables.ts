import { type FieldError, Problem } from '../http/problem.ts';

/** A variable of a prompt's text: `${name}` or `${name:default}`. */
export interface Variable {
  name: string;
  /** The first default that the text gives for the name; it applies to every occurrence. */
  default: string | null;
  occurrences: number;
}

/** The maximum length of the result of {@link renderPrompt}, in UTF-16 code units. */
export const RENDERED_MAX = 1_000_000;

/**
 * A name consists of letters of any script, digits, `_` and `-`, with spaces inside; a default is everything up to the
 * next `}`. Other forms, such as `$name`, `${}` or `${user.name}`, are plain text. There is no escape: a literal `${x}`
 * is written as `${dollar:$}{x}`, because inserted values are not parsed again.
 */
const VARIABLE = /\$\{([\p{L}\p{M}\p{N}_-]+(?: +[\p{L}\p{M}\p{N}_-]+)*)(?::([^}]*))?\}/gu;

/** Lists the variables of a text in the order of their first occurrence. */
export function listVariables(text: string): Variable[] {
  const variables = new Map<string, Variable>();
  for (const { name, fallback } of occurrences(text)) {
    const known = variables.get(name);
    const occurrence = {
      name,
      default: known?.default ?? fallback,
      occurrences: (known?.occurrences ?? 0) + 1,
    };
    variables.set(name, occurrence);
  }
  return [...variables.values()];
}

/**
 * Replaces the variables of a text with values or, without a value, with their defaults.
 * @param values - by name, inserted unchanged: a `${...}` in them is not a variable.
 * @throws Problem `invalid_request` naming each variable without a value and each value without a variable, or when
 * the result would be longer than {@link RENDERED_MAX}.
 */
export function renderPrompt(text: string, values: Readonly<Record<string, string>>): string {
  const variables = listVariables(text);
  const given = new Map(Object.entries(values));
  const resolved = new Map(variables.map(({ name, default: d }) => [name, given.get(name) ?? d]));
  const missing = [...resolved.keys()].filter(name => resolved.get(name) === null);
  const unknown = [...given.keys()].filter(name => !resolved.has(name));
  rejectIfAny([
    ...missing.map(name => fieldError(name, 'needs a value')),
    ...unknown.map(name => fieldError(name, 'is not a variable of the prompt')),
  ]);
  const parts: string[] = [];
  let length = 0;
  let end = 0;
  const add = (part: string) => {
    length += part.length;
    if (length > RENDERED_MAX) {
      rejectIfAny([{ field: 'body.values', message: `make more than ${RENDERED_MAX} characters` }]);
    }
    parts.push(part);
  };
  for (const { name, index, length: replaced } of occurrences(text)) {
    add(text.slice(end, index));
    add(resolved.get(name) ?? '');
    end = index + replaced;
  }
  add(text.slice(end));
  return parts.join('');
}

function* occurrences(text: string) {
  // There is no variable after the last }. Without this limit, a text such as `${a:${a:${a:` would be searched to its
  // end for each of them.
  for (const match of text.slice(0, text.lastIndexOf('}') + 1).matchAll(VARIABLE)) {
    const [{ length }, name = '', fallback = null] = match;
    yield { name, fallback, index: match.index, length };
  }
}

function fieldError(name: string, message: string): FieldError {
  return { field: `body.values.${name}`, message };
}

function rejectIfAny(fields: readonly FieldError[]): void {
  if (fields.length === 0) return;
  const reasons = fields.map(({ field, message }) => `${field} ${message}`).join('; ');
  throw new Problem('invalid_request', `The values do not match the prompt: ${reasons}.`, { fields });
}
