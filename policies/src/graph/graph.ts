import { unknownValue, type RecordedResource } from '../run/recorded.ts';

/** A resource of the graph. */
export type Node = RecordedResource;

/** Where a value points: to a resource of the program, or to something that the program does not hold. */
export type Target = { node: Node } | { node?: undefined; unknown: string };

/** Several names of one and the same type: the provider renamed some on the way. */
const aliases: Record<string, string> = {
  'aws:alb/': 'aws:lb/',
  'aws:applicationloadbalancing/': 'aws:lb/',
  'aws:elasticloadbalancingv2/': 'aws:lb/',
};

function canonical(type: string): string {
  const alias = Object.keys(aliases).find(prefix => type.startsWith(prefix));
  return alias ? `${aliases[alias]}${type.slice(alias.length)}` : type;
}

/** The resources that a program registers, and what each of them points to. */
export class ResourceGraph {
  readonly nodes: readonly Node[];
  readonly #byUrn: Map<string, Node>;
  readonly #byId: Map<string, Node>;

  constructor(nodes: readonly Node[]) {
    this.nodes = nodes;
    this.#byUrn = new Map(nodes.map(node => [node.urn, node]));
    this.#byId = new Map(nodes.map(node => [node.id, node]));
  }

  /** The resources of any of the types. */
  ofType(...types: string[]): Node[] {
    const wanted = types.map(canonical);
    return this.nodes.filter(node => wanted.includes(canonical(node.type)));
  }

  /**
   * What the value at a path points to, for each of its items when it is a list; `[]` when there is no value.
   *
   * @param path input name, then the names inside it
   * @param types the types that the value can point to
   */
  targets(node: Node, path: readonly string[], types: readonly string[]): Target[] {
    const value = valueAt(node.inputs, path);
    if (value === undefined) return [];
    const items = Array.isArray(value) ? value : [value];
    return items.flatMap(item => this.#targetsOf(item, node, path, types));
  }

  #targetsOf(item: unknown, node: Node, path: readonly string[], types: readonly string[]): Target[] {
    const candidates = this.ofType(...types);
    if (typeof item === 'string' && item !== unknownValue) {
      const known = this.#byId.get(item);
      if (known && candidates.includes(known)) return [{ node: known }];
      const named = candidates.find(({ inputs }) => inputs.name === item);
      return [named ? { node: named } : { unknown: `'${item}' is not a resource of this program` }];
    }
    const sources = (node.inputSources[path[0] ?? ''] ?? []).map(urn => this.#byUrn.get(urn));
    const fitting = sources.filter(source => source !== undefined && candidates.includes(source)) as Node[];
    if (fitting.length > 0) return fitting.map(fit => ({ node: fit }));
    return [{ unknown: `${path.join('.')} is known only when it is deployed` }];
  }
}

/** The value at a path of inputs, or nothing. */
export function valueAt(inputs: unknown, path: readonly string[]): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return inputs;
  if (typeof inputs !== 'object' || inputs === null)
    return inputs === unknownValue ? unknownValue : undefined;
  return valueAt((inputs as Record<string, unknown>)[first], rest);
}

/** Whether only a deployment would tell a value. */
export function isUnknown(value: unknown): boolean {
  return value === unknownValue;
}
