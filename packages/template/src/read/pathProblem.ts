import type { YamlPath } from '@goldpath/diagnostics';

/** A problem in a YAML file of a template, before its location is known. */
export interface PathProblem {
  /** the keys that lead to it */
  path: YamlPath;
  /** whether it is about the last key itself and not about its value */
  isKey?: boolean;
  /** the problem, without a full stop */
  message: string;
  /** how to fix it, without a full stop */
  fix: string;
  /** the intended key or value, where that is obvious */
  suggestion?: string;
}

/** The value as a map; a value of another type has no keys. */
export function asObject(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return value as Record<string, unknown>;
}
