import { secretMark } from '../run/outputs.ts';
import { unknownValue } from '../run/recorded.ts';
import { referencedId } from './resourceReference.ts';

/** Inputs without the wrappers with which the engine marks secrets, and the secrets that they contained. */
export interface Unwrapped {
  inputs: Record<string, unknown>;
  /** the paths of the wrappers; everything inside a wrapper is secret */
  paths: string[];
  /** the strings that were secret; documents that contain secrets are left out */
  values: string[];
}

/** Shorter secrets occur in other strings by chance. */
const shortestSecret = 6;

/**
 * Removes the wrappers with which the engine marks secrets, and replaces references to resources by their ids.
 *
 * @param unwrap returns the content of a wrapper, in a list of one; `undefined` when the value is not a wrapper
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
      if (isPlainSecret(content)) values.push(content);
      return visit(content, path, true);
    }
    if (Array.isArray(value))
      return value.map((item, index) => visit(item, [...path, String(index)], isInside));
    if (typeof value !== 'object' || value === null) return value;
    const id = referencedId(value);
    if (id !== undefined) return id || unknownValue;
    const entries = Object.entries(value).map(([key, item]) => [key, visit(item, [...path, key], isInside)]);
    return Object.fromEntries(entries);
  };
  return { inputs: visit(inputs, [], false) as Record<string, unknown>, paths, values };
}

/** Whether a value can be searched for in other strings: it is a string, not short, and not a document that contains a secret. */
export function isPlainSecret(content: unknown): content is string {
  return typeof content === 'string' && content.length >= shortestSecret && !/^\s*[[{]/.test(content);
}

/** Replaces every secret in a value by the mark of secrets, inside other strings too. */
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

/**
 * Marks secrets inside the parts of some inputs that the program marks as secret, such as a document which is secret because one
 * of its values is. A part that is nothing but the secret stays as it is.
 *
 * @param paths - of the secret parts
 */
export function markSecretParts(
  inputs: Record<string, unknown>,
  paths: readonly string[],
  secrets: readonly string[],
): Record<string, unknown> {
  if (paths.length === 0 || secrets.length === 0) return inputs;
  const written = [...new Set(secrets.flatMap(secret => [secret, JSON.stringify(secret).slice(1, -1)]))];
  const visit = (value: unknown, path: string[]): unknown => {
    if (paths.includes(path.join('.')))
      return secrets.some(secret => secret === value) ? value : markSecrets(value, written);
    if (Array.isArray(value)) return value.map((item, index) => visit(item, [...path, String(index)]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item, [...path, key])]));
  };
  return visit(inputs, []) as Record<string, unknown>;
}
