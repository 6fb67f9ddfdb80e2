import { secretMark } from '../run/outputs.ts';
import { type RecordedResource, type SourcePosition, unknownValue } from '../run/recorded.ts';

/** A resource of the graph. */
export type Node = RecordedResource;

/** The resource that a value refers to, or the reason why it is not a resource of the program. */
export type Target =
  /** `output` is the output that the value equals: `id`, `arn`, `name` ... */
  | { node: Node; output: string }
  /** `value` is the program's own value, when it has one */
  | { node?: undefined; unknown: string; value?: string };

/** Former names of types that the provider has renamed, by prefix. */
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

/** Returns the current name of a type. */
export function canonical(type: string): string {
  const known = canonicalTypes.get(type);
  if (known) return known;
  const [former = '', current = ''] =
    Object.entries(aliases).find(([prefix]) => type.startsWith(prefix)) ?? [];
  const name = `${current}${type.slice(former.length)}`;
  canonicalTypes.set(type, name);
  return name;
}

/** The resources that a program registers, and the references between them. */
export class ResourceGraph {
  readonly nodes: readonly Node[];
  readonly #byType = new Map<string, Node[]>();
  readonly #byHandle = new Map<string, { node: Node; output: string }[]>();
  readonly #byUrn = new Map<string, Node>();
  /** by the number in synthetic ids: `#12#` */
  readonly #byNumber = new Map<string, Node>();
  readonly #memory = new Map<unknown, Map<unknown, unknown>>();

  constructor(nodes: readonly Node[]) {
    this.nodes = nodes;
    for (const node of nodes) {
      push(this.#byType, canonical(node.type), node);
      this.#byUrn.set(node.urn, node);
      for (const [handle, output] of Object.entries(node.handles)) {
        push(this.#byHandle, handle, { node, output });
        const number = /#(\d+)#$/.exec(handle)?.[1];
        if (output === 'id' && number) this.#byNumber.set(number, node);
      }
    }
  }

  /** Returns the resources of any of the types. */
  ofType(...types: string[]): Node[] {
    return types.flatMap(type => this.#byType.get(canonical(type)) ?? []);
  }

  /** Returns the resource with a URN. */
  byUrn(urn: string): Node | undefined {
    return this.#byUrn.get(urn);
  }

  /** Returns the place where the program creates a resource, or else the component that it belongs to. */
  sourceOf({ source, parent }: Node): SourcePosition | undefined {
    if (source || parent === undefined) return source;
    const component = this.#byUrn.get(parent);
    return component && this.sourceOf(component);
  }

  /**
   * Returns the target of the value at a path, or of each of its items when it is a list; `[]` when there is no value.
   *
   * @param path input name, then the names inside it
   * @param types the types that the value can refer to
   */
  targets(node: Node, path: readonly string[], types: readonly string[]): Target[] {
    const value = valueAt(node.inputs, path);
    if (value === undefined || value === '') return [];
    return [value].flat().map(item => this.target(item, path.join('.'), types));
  }

  /**
   * Returns the target of one value.
   *
   * @param name the name of the input that holds the value, for messages
   */
  target(item: unknown, name: string, types: readonly string[]): Target {
    // its dependencies are not enough: a known subnet beside an unknown one must not vouch for it
    if (typeof item !== 'string' || item === unknownValue)
      return { unknown: `${name} is known only when it is deployed` };
    const wanted = types.map(canonical);
    const found = this.#byHandle.get(item)?.find(({ node }) => wanted.includes(canonical(node.type)));
    return found ?? { unknown: `'${item}' is not a resource of this program`, value: item };
  }

  /**
   * Returns the resources of a type that refer to a node: the inverse of {@link targets}, in constant time.
   *
   * @param path the input of those resources that refers to the node
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

  /** Returns the resources whose ids occur in a string, such as an ARN or a policy document. */
  mentionedIn(text: string): Node[] {
    const numbers = new Set([...text.matchAll(/#(\d+)#/g)].map(([, number]) => number ?? ''));
    return [...numbers].map(number => this.#byNumber.get(number)).filter(node => node !== undefined);
  }

  /**
   * Returns a value that is computed once per graph, for all rules.
   *
   * @param subject the node that the value is about, or a string
   * @param question the name of the computation
   */
  remember<T>(subject: unknown, question: unknown, compute: () => T): T {
    let answers = this.#memory.get(question);
    if (!answers) this.#memory.set(question, (answers = new Map<unknown, unknown>()));
    if (!answers.has(subject)) answers.set(subject, compute());
    return answers.get(subject) as T;
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Returns the value at a path of inputs, or `undefined`. */
export function valueAt(inputs: unknown, path: readonly string[]): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return inputs;
  if (inputs === unknownValue) return unknownValue;
  if (typeof inputs !== 'object' || inputs === null) return undefined;
  return valueAt((inputs as Record<string, unknown>)[first], rest);
}

/** Returns the items of a list. A single value counts as a list of one, and `null` and `undefined` as an empty list. */
export function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return [value].flat();
}

/** Whether a value is known only when it is deployed. */
export function isUnknown(value: unknown): boolean {
  return value === unknownValue;
}

/** Whether a value is unknown, or contains an unknown value. */
export function holdsUnknown(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(unknownValue);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(holdsUnknown);
}

/** Returns the origin of a secret in a value, such as `the configuration shop:password`; `undefined` when there is none. */
export function secretIn(value: unknown): string | undefined {
  if (typeof value === 'string') {
    const at = value.indexOf(secretMark);
    if (at < 0) return undefined;
    return /^goldpath-secret:([^"'\n]{1,200}?)(?:#|["'\n]|$)/.exec(value.slice(at))?.[1] ?? 'a secret';
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const item of Object.values(value)) {
    const found = secretIn(item);
    if (found) return found;
  }
  return undefined;
}
