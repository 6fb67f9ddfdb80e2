import { holdsUnknown, unknownValue } from '@goldpath/program';

/**
 * Returns the content of a JSON document, and any other value as it is. A document that cannot be parsed because a part of it is
 * unknown before a deployment is unknown.
 */
export function documentOf(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return holdsUnknown(value) ? unknownValue : value;
  }
}
