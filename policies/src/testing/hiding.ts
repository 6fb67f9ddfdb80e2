import { type Node, ResourceGraph, unknownValue } from '@goldpath/program';
import { documentOf } from '../documentOf.ts';

type Path = readonly (string | number)[];

/** A value in the inputs of a resource of a graph. */
export interface Place {
  resource: Node;
  path: Path;
  value: unknown;
}

/** Returns every value in the inputs of the resources that a program creates, also those inside of JSON documents. */
export function placesIn(graph: ResourceGraph): Place[] {
  return graph.nodes
    .filter(({ external }) => !external)
    .flatMap(resource =>
      pathsIn(resource.inputs).map(path => ({ resource, path, value: valueIn(resource.inputs, path) })),
    );
}

/** Returns the graph in which a place has another value. */
export function withValue(graph: ResourceGraph, { resource, path }: Place, value: unknown): ResourceGraph {
  const inputs = replaced(resource.inputs, path, value) as Node['inputs'];
  return new ResourceGraph(graph.nodes.map(node => (node === resource ? { ...node, inputs } : node)));
}

/** Returns the graph in which the value of a place is known only when it is deployed. */
export function withHidden(graph: ResourceGraph, place: Place): ResourceGraph {
  return withValue(graph, place, unknownValue);
}

/** Returns other values that a place could have. */
export function alternativesTo({ value }: Place, strings: readonly string[]): unknown[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [0, 1, 1e6];
  if (typeof value === 'string') return strings.filter(each => each !== value);
  return Array.isArray(value) ? [[]] : [];
}

function pathsIn(value: unknown): Path[] {
  const content = documentOf(value);
  if (typeof content !== 'object' || content === null) return [];
  const isList = Array.isArray(content);
  return Object.entries(content).flatMap(([name, item]) => {
    const key = isList ? Number(name) : name;
    return [[key], ...pathsIn(item).map(path => [key, ...path])];
  });
}

function valueIn(value: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined) return value;
  return valueIn((documentOf(value) as Record<string, unknown>)[key], rest);
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const content = structuredClone(documentOf(value)) as Record<string, unknown>;
  content[key] = replaced(content[key], rest, by);
  return typeof value === 'string' ? JSON.stringify(content) : content;
}
