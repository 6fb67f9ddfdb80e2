import type { AstNode } from './nunjucksParser.ts';

/** A chain of lookups as its first node, the keys up to the first computed one, and the computed keys. */
export function unchain(node: AstNode): { root: AstNode; keys: string[]; computed: AstNode[] } {
  const lookups: AstNode[] = [];
  let root = node;
  while (root.typename === 'LookupVal') {
    lookups.unshift(root.val);
    root = root.target;
  }
  const keys: string[] = [];
  for (const lookup of lookups) {
    if (lookup.typename !== 'Literal') break;
    keys.push(String(lookup.value));
  }
  return { root, keys, computed: lookups.filter(({ typename }) => typename !== 'Literal') };
}

/** The first node of a chain of lookups and subtractions. */
export function leftmost(node: AstNode): AstNode {
  if (node.typename === 'LookupVal') return leftmost(node.target);
  if (node.typename === 'Sub') return leftmost(node.left);
  return node;
}
