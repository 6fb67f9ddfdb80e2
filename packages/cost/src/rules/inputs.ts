import { holdsUnknown, valueAt } from '@goldpath/program';

/**
 * Returns the number at a path of inputs, which may be written as a string.
 *
 * @param fallback the number when the program does not set one
 * @returns `undefined` when it is known only when it is deployed
 */
export function numberAt(inputs: unknown, path: readonly string[], fallback: number): number | undefined {
  const value = valueAt(inputs, path);
  if (value === undefined || value === null || value === '') return fallback;
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  return undefined;
}

/**
 * Returns the value at a path of inputs as a string.
 *
 * @param fallback the string when the program does not set a value
 * @returns `undefined` when it is known only when it is deployed
 */
export function stringAt(inputs: unknown, path: readonly string[], fallback: string): string | undefined {
  const value = valueAt(inputs, path) ?? fallback;
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (typeof value === 'string' && !holdsUnknown(value)) return value;
  return undefined;
}
