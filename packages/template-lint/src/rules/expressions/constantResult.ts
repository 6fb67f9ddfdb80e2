import { type AstNode, childrenOf } from '../../expression/nunjucksParser.ts';

/** Operators whose result is a boolean. */
const booleanOperators = new Set<AstNode['typename']>(['Compare', 'Not', 'In', 'Is']);

/** Whether the result of an expression is a string that is never empty, or true. */
export function isAlwaysText(node: AstNode | null | undefined): boolean {
  switch (node?.typename) {
    case 'Literal':
      return typeof node.value === 'string' && node.value !== '';
    case 'Group':
      return node.children.length === 1 && isAlwaysText(node.children[0]);
    case 'Filter': {
      const [input] = node.args.children;
      const isBoolean = input !== undefined && booleanOperators.has(input.typename);
      return node.name.value === 'string' && (isBoolean || isAlwaysText(input));
    }
    case 'Or':
      // `parameters.size == 'small' or 'large'`
      return isAlwaysText(node.left) || isAlwaysText(node.right);
    case 'InlineIf':
      return isAlwaysText(node.body) && isAlwaysText(node.else_);
    default:
      return false;
  }
}

/** Whether a template never renders as an empty string. A boolean renders as text. */
export function isNeverEmpty(node: AstNode): boolean {
  switch (node.typename) {
    case 'TemplateData':
      return node.value !== '';
    case 'If':
      return isNeverEmpty(node.body) && node.else_ !== null && isNeverEmpty(node.else_);
    case 'Root':
    case 'NodeList':
      return childrenOf(node).some(isNeverEmpty);
    case 'Output':
      return childrenOf(node).some(child =>
        child.typename === 'TemplateData'
          ? isNeverEmpty(child)
          : isAlwaysText(child) || booleanOperators.has(child.typename),
      );
    default:
      return false;
  }
}
