import type { Reference } from '../../expression/uses.ts';

/** Whether the expression, or a condition around it, handles a missing value. */
export function isHandled({ isGuarded, isCondition, conditions, root, keys }: Reference): boolean {
  return (
    isGuarded ||
    isCondition ||
    conditions.some(condition => condition.root === root && condition.keys[0] === keys[0])
  );
}
