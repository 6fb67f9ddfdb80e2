import { type Expression, parseExpression } from '../../expression/expression.ts';
import { type AstNode, childrenOf, parseNunjucks } from '../../expression/nunjucksParser.ts';
import type { Located } from '../../source/located.ts';

/** What has to hold for a condition to hold. */
export interface Condition {
  /** operands of its `and`, each written one way */
  conjuncts: ReadonlySet<string>;
  expression: Expression;
}

/** Reads an `if`; nothing when it always holds, as far as can be seen. */
export function conditionOf(node: Located | undefined): Condition | undefined {
  if (node?.value === false) return { conjuncts: new Set(['false']), expression: parseExpression('') };
  if (typeof node?.value !== 'string') return undefined;
  const expression = parseExpression(node.value);
  // any text but an empty one counts as true
  if (expression.problem || !expression.isTemplated) return undefined;
  const whole = expression.isWhole ? wholeOf(node.value) : undefined;
  const operands = whole ? operandsOf(whole).map(written) : [node.value.trim()];
  const conjuncts = new Set(operands.filter(operand => !always.has(operand)));
  return conjuncts.size > 0 ? { conjuncts, expression } : undefined;
}

/** Whether one condition holds whenever another does. */
export function implies(condition: Condition, other: Condition): boolean {
  return [...other.conjuncts].every(operand => condition.conjuncts.has(operand));
}

/** The expression of a text that is one and nothing else. */
function wholeOf(text: string): AstNode | undefined {
  return parseNunjucks(text, 'backstage')?.children?.[0]?.children?.[0];
}

function operandsOf(node: AstNode): AstNode[] {
  if (node.typename === 'And') return childrenOf(node).flatMap(operandsOf);
  if (node.typename === 'Group' && node.children?.length === 1) return node.children.flatMap(operandsOf);
  return [node];
}

/** The same for expressions that differ in spaces, quotes or parentheses only. */
function written(node: AstNode): string {
  const { typename, value, fields } = node;
  if (typename === 'Group' && node.children?.length === 1) return written(node.children[0] as AstNode);
  const operators = typename === 'CompareOperand' ? [node.type] : [];
  const below = fields.flatMap(field => {
    const held = node[field];
    return (Array.isArray(held) ? held : [held]).map(one =>
      one && typeof one === 'object' && 'typename' in one ? written(one as AstNode) : '',
    );
  });
  return JSON.stringify([typename, value ?? null, ...operators, ...below.filter(text => text !== '')]);
}

const always = new Set(
  ['true', 'always()'].flatMap(text => {
    const whole = wholeOf(`\${{ ${text} }}`);
    return whole ? [written(whole)] : [];
  }),
);
