import { isUnknown, type Node, type ResourceGraph } from '@goldpath/program';

/** A string in a resource's inputs. */
export interface InputString {
  /** the innermost input that contains it: `subnetIds` */
  name: string;
  text: string;
}

/** Returns every string in a value, at any depth and also inside JSON. */
export function stringsIn(value: unknown, name = ''): InputString[] {
  if (typeof value === 'string') {
    const inside = parseJson(value);
    if (inside === undefined) return [{ name, text: value }];
    return stringsIn(inside, name);
  }
  if (Array.isArray(value)) return value.flatMap(item => stringsIn(item, name));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => stringsIn(item, key));
}

/** Returns the object or the array in a string; `undefined` when it contains none. */
function parseJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Returns the resource of one of the types that a string refers to, or else the resources that it mentions. */
export function namedIn(graph: ResourceGraph, text: string, types: readonly string[]): Node[] {
  if (isUnknown(text)) return [];
  const { node } = graph.target(text, '', types);
  if (node) return [node];
  return graph.mentionedIn(text);
}
