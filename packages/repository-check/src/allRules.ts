import type { Rule } from '@goldpath/diagnostics';
import { checks } from './checks.ts';

/** Every rule that a check of a repository applies, by its id. */
export async function allRules(): Promise<readonly Rule[]> {
  const { rules: policies } = await import('@goldpath/policies');
  return [...checks.flatMap(({ rules }) => rules), ...policies].sort((left, right) =>
    left.id.localeCompare(right.id),
  );
}
