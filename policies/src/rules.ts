import * as pack from './pack.ts';
import type { PolicyRule } from './rules/rule.ts';

/** Every rule of the policy pack, in the order of their ids. */
export const rules: readonly PolicyRule[] = Object.values(pack).toSorted((one, other) =>
  one.id < other.id ? -1 : 1,
);
