import { unknownValue } from '../run/recorded.ts';
import type { Node } from './graph.ts';

/** Inputs that name another resource; the value of any other may be worked out from one, and then says nothing of it. */
const referring = /(?:Ids?|Arns?|Names?|Identifiers?|Bucket|Role|Cluster|Policy|subnets|securityGroups)$/;

/**
 * Puts references in the places of unknown values, for graphs of an engine that knows no id before a deployment: it says
 * for each input on which resources it depends. Where that leaves open which value is which resource, it stays unknown.
 *
 * @returns nodes with ids and references as the recorder makes them
 */
export function resolveReferences(nodes: readonly Node[]): Node[] {
  const ids = new Map(nodes.map((node, index) => [node.urn, `${node.type}::${node.name}#${index + 1}#`]));
  const typeOf = new Map(nodes.map(({ urn, type }) => [urn, type]));
  return nodes.map(node => {
    const resolve = ([key, value]: [string, unknown]) => {
      const urns = (node.propertyDependencies[key] ?? []).filter(urn => ids.has(urn));
      const sources = urns.map(urn => ({ id: ids.get(urn) ?? '', kind: kindOf(typeOf.get(urn) ?? '') }));
      return [key, fill(value, key, sources)];
    };
    return {
      ...node,
      handles: { ...node.handles, [ids.get(node.urn) ?? '']: 'id' },
      inputs: Object.fromEntries(Object.entries(node.inputs).map(resolve)),
    };
  });
}

interface Source {
  id: string;
  /** the class in lower case: `natgateway` */
  kind: string;
}

function kindOf(type: string): string {
  return (type.split(':').pop() ?? '').toLowerCase();
}

/** Each unknown that names a resource takes the source of its kind, or the only one there is. */
function fill(value: unknown, key: string, sources: Source[]): unknown {
  if (sources.length === 0) return value;
  if (value === unknownValue) return referring.test(key) ? (sourceFor(key, sources)?.id ?? value) : value;
  if (Array.isArray(value)) return fillList(value, key, sources);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fill(item, name, sources)]));
}

/** A list of unknowns that come from as many resources of one kind is these resources, in whatever order. */
function fillList(items: unknown[], key: string, sources: Source[]): unknown[] {
  const unknowns = items.filter(item => item === unknownValue).length;
  const fitting = fittingSources(key, sources);
  const isList = referring.test(key) && unknowns > 0 && unknowns === fitting.length;
  if (!isList) return items.map(item => fill(item, unknowns === 1 ? key : '', sources));
  const rest = [...fitting];
  return items.map(item => (item === unknownValue ? (rest.shift()?.id ?? item) : item));
}

function sourceFor(key: string, sources: Source[]): Source | undefined {
  const [only, ...others] = fittingSources(key, sources);
  return others.length === 0 ? only : undefined;
}

/** The sources of one kind that an input may name: all when they are alike, else those whose kind its name speaks of. */
function fittingSources(key: string, sources: Source[]): Source[] {
  const kinds = new Set(sources.map(({ kind }) => kind));
  if (kinds.size <= 1) return sources;
  const name = key.toLowerCase().replace(/(?:id|arn|name)?s?$/, '');
  return sources.filter(({ kind }) => name !== '' && (name.includes(kind) || kind.includes(name)));
}
