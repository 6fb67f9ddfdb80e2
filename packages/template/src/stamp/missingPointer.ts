import { certainMatch } from '@goldpath/diagnostics';
import type { Miss } from './editPlace.ts';

/** At most this many keys are listed. */
const LISTED_KEYS = 8;

/** How to walk the values of a file. */
interface Nodes<Node> {
  /** its value below a key */
  child(node: Node, key: string): Node | undefined;
  keysOf(node: Node): string[];
}

/** Describes a pointer without a value: the keys that exist where it ends, and the intended pointer. */
export function missingPointer<Node>(
  root: Node | undefined,
  keys: readonly string[],
  nodes: Nodes<Node>,
): Miss {
  const pointer = toPointer(keys);
  const base = { part: 'at' as const, message: `has no ${pointer}` };
  let node = root;
  for (const [index, key] of keys.entries()) {
    if (node === undefined) break;
    const next = nodes.child(node, key);
    if (next === undefined) {
      const known = nodes.keysOf(node);
      const above = keys.slice(0, index);
      const miss: Miss = { ...base, fix: listKeys(above, known) };
      const corrected = correct(node, keys.slice(index), known, nodes);
      if (corrected) miss.suggestion = toPointer([...above, ...corrected]);
      return miss;
    }
    node = next;
  }
  return { ...base, fix: 'correct the pointer' };
}

/** The keys with the spelling of the first corrected, when they lead to a value then. */
function correct<Node>(node: Node, keys: readonly string[], known: string[], nodes: Nodes<Node>) {
  const [first = '', ...rest] = keys;
  const intended = certainMatch(first, known);
  if (intended === undefined) return undefined;
  let found = nodes.child(node, intended);
  for (const key of rest) {
    if (found === undefined) return undefined;
    found = nodes.child(found, key);
  }
  if (found === undefined) return undefined;
  return [intended, ...rest];
}

function listKeys(above: readonly string[], keys: readonly string[]): string {
  const where = above.length === 0 ? 'at the top level' : `at ${toPointer(above)}`;
  if (keys.length === 0) return `there is nothing ${where}`;
  const listed = keys.slice(0, LISTED_KEYS);
  if (keys.length > LISTED_KEYS) listed.push('...');
  return `the keys ${where} are ${listed.join(', ')}`;
}

function toPointer(keys: readonly string[]): string {
  return keys.map(key => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
