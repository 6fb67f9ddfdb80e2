import type { AstNode } from './nunjucksParser.ts';

/** Whether a condition is `not` a value; undefined when it is more than one value. */
export function isNegated(condition: AstNode): boolean | undefined {
  switch (condition.typename) {
    case 'LookupVal':
    case 'Symbol':
      return false;
    case 'Not': {
      const inner = isNegated(condition.target);
      return inner === undefined ? undefined : !inner;
    }
    case 'Group': {
      const [only, another] = condition.children;
      return only && !another ? isNegated(only) : undefined;
    }
    default:
      return undefined;
  }
}
