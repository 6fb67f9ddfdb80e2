import type { Located } from '@goldpath/diagnostics';
import { type Expression, parseExpression } from '../../expression/expression.ts';
import {
  type AstNode,
  childrenOf,
  isAstNode,
  onlyExpression,
  parseNunjucks,
} from '../../expression/nunjucksParser.ts';

/** An `if` whose result is not constant. */
export interface Condition {
  /** the operands of its `and`, in a normalized form; all of them must be true */
  conjuncts: ReadonlySet<string>;
  expression: Expression;
}

/** Reads an `if`; undefined when it is always true. */
export function conditionOf(node: Located | undefined): Condition | undefined {
  if (node?.value === false) return { conjuncts: new Set(['false']), expression: parseExpression('') };
  if (typeof node?.value !== 'string') return undefined;
  const expression = parseExpression(node.value);
  // every string except the empty one counts as true
  if (expression.problem || !expression.isTemplated) return undefined;
  const whole = expression.isWhole ? wholeOf(node.value) : undefined;
  const operands = whole ? operandsOf(whole).map(normalized) : [node.value.trim()];
  const conjuncts = new Set(operands.filter(operand => !alwaysTrue.has(operand)));
  if (conjuncts.size === 0) return undefined;
  return { conjuncts, expression };
}

/** Whether the other condition is true whenever the first one is. */
export function implies(condition: Condition, other: Condition): boolean {
  return [...other.conjuncts].every(operand => condition.conjuncts.has(operand));
}

/** The expression that a string consists of. */
function wholeOf(text: string): AstNode | undefined {
  const root = parseNunjucks(text, 'backstage');
  return root && onlyExpression(root);
}

function operandsOf(node: AstNode): AstNode[] {
  if (node.typename === 'And') return childrenOf(node).flatMap(operandsOf);
  if (node.typename === 'Group' && node.children.length === 1) return node.children.flatMap(operandsOf);
  return [node];
}

/** The same string for expressions that differ only in spaces, quotes or parentheses. */
function normalized(node: AstNode): string {
  if (node.typename === 'Group') {
    const [only, second] = node.children;
    if (only && !second) return normalized(only);
  }
  const value = 'value' in node && !isAstNode(node.value) ? (node.value ?? null) : null;
  const operators = node.typename === 'CompareOperand' ? [node.type] : [];
  return JSON.stringify([node.typename, value, ...operators, ...childrenOf(node).map(normalized)]);
}

const alwaysTrue = new Set(
  ['true', 'always()']
    .map(text => wholeOf(`\${{ ${text} }}`))
    .filter(whole => whole !== undefined)
    .map(normalized),
);
