import { holdsUnknown } from '@goldpath/program';

/** Returns a value as a string; `''` when there is none, or when it is known only when it is deployed. */
export function knownString(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string' || holdsUnknown(value) || /#\d+#/.test(value)) return '';
  return value;
}
