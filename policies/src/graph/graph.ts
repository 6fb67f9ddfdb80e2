import { secretMark } from '../run/outputs.ts';
import { unknownValue, type RecordedResource, type SourcePosition } from '../run/recorded.ts';

/** A resource of the graph. */
export type Node = RecordedResource;

/** Where a value points: to a resource of the program, or to something that the program does not hold. */
export type Target =
  /** `output` is the one that the value is: `id`, `arn`, `name` ... */
  | { node: Node; output: string }
  /** `value` is what the program says, where it says something */
  | { node?: undefined; unknown: string; value?: string };

/** Several names of one and the same type: the provider renamed some on the way. */
const aliases: Record<string, string> = {
  'aws:alb/': 'aws:lb/',
  'aws:applicationloadbalancing/': 'aws:lb/',
  'aws:elasticloadbalancingv2/': 'aws:lb/',
  'aws:s3/bucketV2:BucketV2': 'aws:s3/bucket:Bucket',
  'aws:s3/bucketAclV2:BucketAclV2': 'aws:s3/bucketAcl:BucketAcl',
  'aws:ec2/securityGroupIngressRule:SecurityGroupIngressRule':
    'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule',
  'aws:ec2/securityGroupEgressRule:SecurityGroupEgressRule':
    'aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule',
};

const canonicalTypes = new Map<string, string>();

/** The one name of a type. */
export function canonical(type: string): string {
  const known = canonicalTypes.get(type);
  if (known) return known;
  const alias = Object.keys(aliases).find(prefix => type.startsWith(prefix));
  const name = alias ? `${aliases[alias]}${type.slice(alias.length)}` : type;
  canonicalTypes.set(type, name);
  return name;
}

/** The resources that a program registers, and what each of them points to. */
export class ResourceGraph {
  readonly nodes: readonly Node[];
  readonly #byType = new Map<string, Node[]>();
  readonly #byHandle = new Map<string, { node: Node; output: string }[]>();
  readonly #byUrn = new Map<string, Node>();
  /** by the number in the ids that are made here: `#12#` */
  readonly #byNumber = new Map<string, Node>();
  readonly #memory = new Map<unknown, Map<unknown, unknown>>();

  constructor(nodes: readonly Node[]) {
    this.nodes = nodes;
    for (const node of nodes) {
      push(this.#byType, canonical(node.type), node);
      this.#byUrn.set(node.urn, node);
      for (const [handle, output] of Object.entries(node.handles)) {
        push(this.#byHandle, handle, { node, output });
        const number = output === 'id' ? /#(\d+)#$/.exec(handle)?.[1] : undefined;
        if (number) this.#byNumber.set(number, node);
      }
    }
  }

  /** The resources of any of the types. */
  ofType(...types: string[]): Node[] {
    return types.flatMap(type => this.#byType.get(canonical(type)) ?? []);
  }

  /** The resource of a URN. */
  byUrn(urn: string): Node | undefined {
    return this.#byUrn.get(urn);
  }

  /** Where the program makes a resource, or else the component that it belongs to. */
  sourceOf({ source, parent }: Node): SourcePosition | undefined {
    const above = parent === undefined ? undefined : this.#byUrn.get(parent);
    return source ?? (above && this.sourceOf(above));
  }

  /**
   * What the value at a path points to, for each of its items when it is a list; `[]` when there is no value.
   *
   * @param path input name, then the names inside it
   * @param types the types that the value can point to
   */
  targets(node: Node, path: readonly string[], types: readonly string[]): Target[] {
    const value = valueAt(node.inputs, path);
    if (value === undefined || value === '') return [];
    const items = Array.isArray(value) ? value : [value];
    return items.map(item => this.target(item, path.join('.'), types));
  }

  /**
   * What one value points to.
   *
   * @param name what the value is called where it stands, for messages
   */
  target(item: unknown, name: string, types: readonly string[]): Target {
    // what it may come from says nothing: a known subnet beside an unknown one must not vouch for it
    if (typeof item !== 'string' || item === unknownValue)
      return { unknown: `${name} is known only when it is deployed` };
    const wanted = types.map(canonical);
    const found = this.#byHandle.get(item)?.find(({ node }) => wanted.includes(canonical(node.type)));
    return found ?? { unknown: `'${item}' is not a resource of this program`, value: item };
  }

  /**
   * The resources of a type that point to a node: the other direction of {@link targets}, in constant time.
   *
   * @param path the input of those resources that names the node
   */
  pointingAt(node: Node, type: string, path: readonly string[]): Node[] {
    const index = this.remember(`${canonical(type)} ${path.join('.')}`, 'pointing', () => {
      const pointing = new Map<Node, Node[]>();
      for (const source of this.ofType(type)) {
        for (const item of listOf(valueAt(source.inputs, path))) {
          for (const { node: target } of this.#byHandle.get(String(item)) ?? [])
            push(pointing, target, source);
        }
      }
      return pointing;
    });
    return index.get(node) ?? [];
  }

  /** The resources that a text speaks of, such as an ARN or a policy that holds some. */
  mentionedIn(text: string): Node[] {
    const numbers = new Set([...text.matchAll(/#(\d+)#/g)].map(([, number]) => number ?? ''));
    return [...numbers].flatMap(number => this.#byNumber.get(number) ?? []);
  }

  /** A value that is worked out once for a graph, however many rules ask for it. */
  remember<T>(subject: unknown, question: unknown, answer: () => T): T {
    let answers = this.#memory.get(question);
    if (!answers) this.#memory.set(question, (answers = new Map<unknown, unknown>()));
    if (!answers.has(subject)) answers.set(subject, answer());
    return answers.get(subject) as T;
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** The value at a path of inputs, or nothing. */
export function valueAt(inputs: unknown, path: readonly string[]): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return inputs;
  if (typeof inputs !== 'object' || inputs === null)
    return inputs === unknownValue ? unknownValue : undefined;
  return valueAt((inputs as Record<string, unknown>)[first], rest);
}

/** The items of a list; one value counts as a list of one, and none as an empty list. */
export function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** Whether only a deployment would tell a value. */
export function isUnknown(value: unknown): boolean {
  return value === unknownValue;
}

/** Whether a value is unknown, or holds something that is. */
export function holdsUnknown(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(unknownValue);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(holdsUnknown);
}

/** Where a secret in a value comes from, when there is one: `the configuration shop:password`. */
export function secretIn(value: unknown): string | undefined {
  if (typeof value === 'string') {
    const at = value.indexOf(secretMark);
    return at < 0
      ? undefined
      : (/^goldpath-secret:([^"'\n]{1,200}?)(?:#|["'\n]|$)/.exec(value.slice(at))?.[1] ?? 'a secret');
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const item of Object.values(value)) {
    const found = secretIn(item);
    if (found) return found;
  }
  return undefined;
}
