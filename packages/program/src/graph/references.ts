import { unknownValue } from '../run/recorded.ts';
import type { Node } from './graph.ts';

/** Inputs that refer to another resource; any other input may only be computed from one, which is not a reference to it. */
const referring = /(?:Ids?|Arns?|Names?|Identifiers?|Bucket|Role|Cluster|Policy|subnets|securityGroups)$/;

/** A resource that an input depends on. */
interface Source {
  id: string;
  /** the class in lower case: `natgateway` */
  kind: string;
}

/**
 * Replaces unknown values by references, for the graphs of an engine that knows no ids before a deployment: it reports for
 * each input which resources it depends on. A value stays unknown where that is ambiguous.
 *
 * @returns nodes with ids and references as the recorder creates them
 */
export function resolveReferences(nodes: readonly Node[]): Node[] {
  const sources = new Map(
    nodes.map(({ urn, type, name }, index): [string, Source] => [
      urn,
      { id: `${type}::${name}#${index + 1}#`, kind: (type.split(':').pop() ?? '').toLowerCase() },
    ]),
  );
  return nodes.map(node => ({
    ...node,
    handles: { ...node.handles, [sources.get(node.urn)?.id ?? '']: 'id' },
    inputs: resolveInputs(node, sources),
  }));
}

function resolveInputs(node: Node, sources: ReadonlyMap<string, Source>): Record<string, unknown> {
  const inputs: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node.inputs)) {
    const urns = node.propertyDependencies[key] ?? [];
    const candidates = urns.map(urn => sources.get(urn)).filter(source => source !== undefined);
    inputs[key] = fill(value, key, candidates);
  }
  return inputs;
}

/** Replaces each unknown value that refers to a resource by the source of its kind, or by the only source. */
function fill(value: unknown, key: string, sources: Source[]): unknown {
  if (sources.length === 0) return value;
  if (value === unknownValue && referring.test(key)) return sourceFor(key, sources)?.id ?? value;
  if (Array.isArray(value)) return fillList(value, key, sources);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fill(item, name, sources)]));
}

/** A list of unknown values that depends on as many resources of one kind refers to these resources; the order is open. */
function fillList(items: unknown[], key: string, sources: Source[]): unknown[] {
  const unknowns = items.filter(item => item === unknownValue).length;
  const fitting = fittingSources(key, sources);
  const isList = referring.test(key) && unknowns > 0 && unknowns === fitting.length;
  if (!isList) {
    const name = unknowns === 1 ? key : '';
    return items.map(item => fill(item, name, sources));
  }
  const rest = [...fitting];
  return items.map(item => {
    if (item !== unknownValue) return item;
    return rest.shift()?.id ?? item;
  });
}

function sourceFor(key: string, sources: Source[]): Source | undefined {
  const [only, ...others] = fittingSources(key, sources);
  if (others.length > 0) return undefined;
  return only;
}

/** Returns the sources that an input may refer to: all when they are of one kind, else those whose kind occurs in its name. */
function fittingSources(key: string, sources: Source[]): Source[] {
  const kinds = new Set(sources.map(({ kind }) => kind));
  if (kinds.size <= 1) return sources;
  const name = key.toLowerCase().replace(/(?:id|arn|name)?s?$/, '');
  return sources.filter(({ kind }) => name !== '' && (name.includes(kind) || kind.includes(name)));
}
