import { holdsUnknown, valueAt } from '@goldpath/policies';

/**
 * The number at a path of inputs, which may be written as text.
 *
 * @param otherwise when the program says none
 * @returns nothing when only a deployment tells it
 */
export function amountAt(inputs: unknown, path: readonly string[], otherwise: number): number | undefined {
  const value = valueAt(inputs, path);
  if (value === undefined || value === null || value === '') return otherwise;
  const amount = typeof value === 'string' ? Number(value) : value;
  return typeof amount === 'number' && Number.isFinite(amount) ? amount : undefined;
}

/** The text at a path of inputs; `otherwise` when the program says none, nothing when only a deployment tells it. */
export function textAt(inputs: unknown, path: readonly string[], otherwise: string): string | undefined {
  const value = valueAt(inputs, path) ?? otherwise;
  return holdsUnknown(value) ? undefined : String(value);
}
