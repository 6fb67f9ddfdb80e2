import { type AstNode, childrenOf } from './nunjucksParser.ts';

/** The names that a template defines itself: with `set`, `for` or `macro`. */
export function localNames(root: AstNode): Set<string> {
  const names = new Set<string>();
  const add = (node: AstNode): void => {
    if (node.typename === 'Symbol') names.add(node.value);
    else if (node.typename === 'Pair') add(node.key);
    else childrenOf(node).forEach(add);
  };
  const walk = (node: AstNode): void => {
    definitionsOf(node).forEach(add);
    childrenOf(node).forEach(walk);
  };
  walk(root);
  return names;
}

function definitionsOf(node: AstNode): AstNode[] {
  switch (node.typename) {
    case 'Set':
      return node.targets;
    case 'For':
    case 'AsyncEach':
    case 'AsyncAll':
      return [node.name];
    case 'Macro':
      return [node.name, node.args];
    default:
      return [];
  }
}
