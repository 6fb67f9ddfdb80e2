import { type AstNode, childrenOf } from './nunjucksParser.ts';

/** The names that a template defines for everything in it: with `set` or `macro`. */
export function localNames(root: AstNode): Set<string> {
  const names = new Set<string>();
  const walk = (node: AstNode): void => {
    for (const definition of definitionsOf(node)) for (const name of namesIn(definition)) names.add(name);
    childrenOf(node).forEach(walk);
  };
  walk(root);
  return names;
}

/** The names in a definition: of a variable, of several, or of arguments with defaults. */
export function namesIn(node: AstNode): string[] {
  if (node.typename === 'Symbol') return [node.value];
  if (node.typename === 'Pair') return namesIn(node.key);
  return childrenOf(node).flatMap(namesIn);
}

function definitionsOf(node: AstNode): AstNode[] {
  switch (node.typename) {
    case 'Set':
      return node.targets;
    case 'Macro':
      return [node.name, node.args];
    default:
      return [];
  }
}
