import { UserError } from '@goldpath/diagnostics';
import { holdsUnknown, isUnknown, unknownValue } from '@goldpath/program';

/** A value that has no such part; `try` and `can` catch it, and elsewhere the value is unknown. */
export class EvaluationError extends UserError {
  override name = 'EvaluationError';
}

/** A value whose attributes are computed when they are read: `var`, `local`, a resource, a module. */
export interface Lazy {
  attribute(name: string): unknown;
}

/** Whether a value computes its attributes when they are read. */
export function isLazy(value: unknown): value is Lazy {
  return (
    typeof value === 'object' &&
    value !== null &&
    'attribute' in value &&
    typeof value.attribute === 'function'
  );
}

/** Whether a value is an object or a map. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isLazy(value);
}

/** Returns the value at a key or an index. @throws EvaluationError when there is none */
export function at(value: unknown, key: unknown): unknown {
  if (isUnknown(value) || isUnknown(key)) return unknownValue;
  if (isLazy(value)) return value.attribute(String(key));
  if (Array.isArray(value)) {
    const index = Number(key);
    if (Number.isInteger(index) && index in value) return value[index];
    throw new EvaluationError(`the list has no item ${String(key)}`);
  }
  if (isObject(value) && Object.hasOwn(value, String(key))) return value[String(key)];
  // a key that is unknown may be this one
  if (isObject(value) && Object.keys(value).some(holdsUnknown)) return unknownValue;
  if (typeof value === 'string' && holdsUnknown(value)) return unknownValue;
  throw new EvaluationError(`there is no ${String(key)}`);
}

/** Returns a value as it occurs inside a string. */
export function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return unknownValue;
}

/** Returns a boolean, also for the strings `true` and `false`; `undefined` when it is unknown. */
export function toBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === 'true') return true;
  if (value === 'false') return false;
  return undefined;
}

/** Returns the entries of a list, set or map; `undefined` when they are unknown. */
export function entriesOf(value: unknown): [key: string | number, value: unknown][] | undefined {
  if (Array.isArray(value)) return value.map((item: unknown, index) => [index, item]);
  if (isObject(value)) return Object.entries(value);
  if (value === null) return [];
  return undefined;
}
