import { unknownValue, type RecordedResource } from '../run/recorded.ts';

/** A resource of the graph. */
export type Node = RecordedResource;

/** Where a value points: to a resource of the program, or to something that the program does not hold. */
export type Target =
  | { node: Node }
  /** `value` is what the program says, where it says something */
  | { node?: undefined; unknown: string; value?: string };

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

  constructor(nodes: readonly Node[]) {
    this.nodes = nodes;
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
    return items.map(item => this.#targetOf(item, path, types));
  }

  #targetOf(item: unknown, path: readonly string[], types: readonly string[]): Target {
    // what it may come from says nothing: a known subnet beside an unknown one must not vouch for it
    if (typeof item !== 'string' || item === unknownValue)
      return { unknown: `${path.join('.')} is known only when it is deployed` };
    const node = this.ofType(...types).find(({ handles }) => handles.includes(item));
    return node ? { node } : { unknown: `'${item}' is not a resource of this program`, value: item };
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
