import { isUnknown, type Node, type ResourceGraph } from '@goldpath/policies';

/** A text in a resource's inputs. */
export interface Leaf {
  /** the innermost input that it stands in: `subnetIds` */
  name: string;
  text: string;
}

/** Every text of a value, however deep, also inside of JSON. */
export function leavesOf(value: unknown, name = ''): Leaf[] {
  if (typeof value === 'string') {
    const inside = /^\s*[[{]/.test(value) ? parsed(value) : undefined;
    return inside === undefined ? [{ name, text: value }] : leavesOf(inside, name);
  }
  if (Array.isArray(value)) return value.flatMap(item => leavesOf(item, name));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, key));
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The resources of some types that a text names or speaks of. */
export function namedIn(graph: ResourceGraph, text: string, types: readonly string[]): Node[] {
  if (isUnknown(text)) return [];
  const { node } = graph.target(text, '', types);
  return node ? [node] : graph.mentionedIn(text);
}
