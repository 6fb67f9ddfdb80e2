import { obviouslyMeant } from '../answers/nearest.ts';
import type { Nowhere } from './place.ts';

/** Not more keys than these are told. */
const LISTED_KEYS = 8;

/** How values of a file hang together. */
interface Nodes<Node> {
  /** its value below a key */
  child(node: Node, key: string): Node | undefined;
  keysOf(node: Node): string[];
}

/**
 * What there is to say about a pointer that leads nowhere: which keys there are where it ends, and what it was meant to
 * be.
 */
export function strayPointer<Node>(
  root: Node | undefined,
  keys: readonly string[],
  nodes: Nodes<Node>,
): Nowhere {
  const pointer = toPointer(keys);
  const base = { part: 'at' as const, message: `has no ${pointer}` };
  let node = root;
  for (const [index, key] of keys.entries()) {
    if (node === undefined) break;
    const next = nodes.child(node, key);
    if (next === undefined) {
      const known = nodes.keysOf(node);
      const above = index === 0 ? 'at its top' : `at ${toPointer(keys.slice(0, index))}`;
      const listed = known.slice(0, LISTED_KEYS).join(', ') + (known.length > LISTED_KEYS ? ', ...' : '');
      const meant = respelt(node, keys.slice(index), known, nodes);
      return {
        ...base,
        remedy: known.length > 0 ? `${above} are ${listed}` : `there is nothing ${above}`,
        ...(meant && { meant: toPointer([...keys.slice(0, index), ...meant]) }),
      };
    }
    node = next;
  }
  return { ...base, remedy: 'correct the pointer' };
}

/** The keys with the first as it is spelt there, when they lead somewhere then. */
function respelt<Node>(node: Node, keys: readonly string[], known: string[], nodes: Nodes<Node>) {
  const [first = '', ...rest] = keys;
  const meant = obviouslyMeant(first, known);
  if (meant === undefined) return undefined;
  const found = [meant, ...rest].reduce<Node | undefined>(
    (parent, key) => (parent === undefined ? undefined : nodes.child(parent, key)),
    node,
  );
  return found === undefined ? undefined : [meant, ...rest];
}

function toPointer(keys: readonly string[]): string {
  return keys.map(key => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
