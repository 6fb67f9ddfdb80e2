import { secretMark } from '../run/outputs.ts';

/** Inputs without the wrappers of an engine that mark secrets, and what was in them. */
export interface Unwrapped {
  inputs: Record<string, unknown>;
  /** where the wrappers were; what is inside of one is secret as a whole */
  paths: string[];
  /** the texts that were secret by themselves, and not a document that holds some */
  values: string[];
}

/** Shorter ones stand in other texts by chance. */
const shortestSecret = 6;

/**
 * Takes the wrappers away.
 *
 * @param unwrap what is in a wrapper, in a list of one; nothing when the value is no wrapper
 */
export function unwrapSecrets(
  inputs: Record<string, unknown>,
  unwrap: (value: unknown) => [unknown] | undefined,
): Unwrapped {
  const paths: string[] = [];
  const values: string[] = [];
  const visit = (value: unknown, path: string[], isInside: boolean): unknown => {
    const wrapped = unwrap(value);
    if (wrapped) {
      if (!isInside) paths.push(path.join('.'));
      const [content] = wrapped;
      if (typeof content === 'string' && content.length >= shortestSecret && !/^\s*[[{]/.test(content))
        values.push(content);
      return visit(content, path, true);
    }
    if (Array.isArray(value))
      return value.map((item, index) => visit(item, [...path, String(index)], isInside));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, item]) => [key, visit(item, [...path, key], isInside)]);
    return Object.fromEntries(entries);
  };
  return { inputs: visit(inputs, [], false) as Record<string, unknown>, paths, values };
}

/** Puts the mark of a secret in the place of each that stands in a value, inside of other texts too. */
export function markSecrets(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string')
    return secrets.reduce(
      (text, secret) => text.replaceAll(secret, `${secretMark}:a secret of the program#`),
      value,
    );
  if (Array.isArray(value)) return value.map(item => markSecrets(item, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, markSecrets(item, secrets)]));
}
