import { holdsUnknown } from '@goldpath/policies';

/** A value as text; empty where there is none, or only a deployment would tell it. */
export function textOf(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && !holdsUnknown(value) && !/#\d+#/.test(value) ? value : '';
}
