import { isUnknown, listOf, type Node, type ResourceGraph } from './graph.ts';
import { namedGroups, placesOf, saidElsewhere, vpcTypes } from './placement.ts';
import { portsOf, portWords, type Ports } from './ports.ts';
import { placeWords } from './words.ts';

const types = {
  group: 'aws:ec2/securityGroup:SecurityGroup',
  defaultGroup: 'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup',
  rule: 'aws:ec2/securityGroupRule:SecurityGroupRule',
  ingressRule: 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule',
};

/** A security group, as something names it. */
export interface Group {
  /** one and the same for each mention: its resource (the VPC for a VPC's default group) or its id; nothing when it is unknown */
  key?: Node | string;
  /** for messages: `the group db` */
  name: string;
  /** the group that AWS gives to what names none */
  isDefault: boolean;
  /** why the program does not tell all of its rules and of its members; nothing when it does */
  unseen?: string;
}

/** Whom a permission lets in. */
export type Source =
  | { kind: 'cidr' | 'prefix list'; text: string }
  | { kind: 'group'; group: Group }
  | { kind: 'unknown'; why: string };

/** One source that a group lets in. */
export interface Permission {
  group: Group;
  ports: Ports;
  source: Source;
  /** the resource that says so: the rule, or the group when the rule stands in it */
  by: Node;
}

/** What the program says of the ways into a group. */
export interface Ingress {
  permissions: Permission[];
  /** rules whose group only a deployment would tell: they may be this group's */
  adrift: Permission[];
}

/** The group that a value names. */
export function groupOf(graph: ResourceGraph, value: unknown, input: string): Group {
  // a group of another account: 123456789012/sg-1
  const item = typeof value === 'string' ? value.replace(/^\d{12}\//, '') : value;
  const target = graph.target(item, input, [types.group, types.defaultGroup, ...vpcTypes]);
  const isDefault = typeof item === 'string' && /^sg-default|^default$/.test(item);
  if (target.node) {
    const group = groupOfNode(graph, target.node);
    return isDefault ? { ...group, isDefault } : group;
  }
  const unseen = target.unknown;
  if (target.value === undefined) return { name: 'a group', isDefault: false, unseen };
  return { key: target.value, name: `the group '${target.value}'`, isDefault, unseen };
}

/** @param node a group, or a VPC for its default group */
function groupOfNode(graph: ResourceGraph, node: Node): Group {
  if (vpcTypes.includes(node.type)) return defaultGroupOf(graph, node);
  if (node.type === types.defaultGroup) {
    const [vpc] = graph.targets(node, ['vpcId'], vpcTypes);
    return vpc?.node
      ? defaultGroupOf(graph, vpc.node)
      : { key: node, name: `the default group ${node.name}`, isDefault: true };
  }
  const unseen = node.external
    ? `${node.name} exists already, and the program does not tell its rules`
    : undefined;
  return { key: node, name: `the group ${node.name}`, isDefault: false, ...(unseen && { unseen }) };
}

function defaultGroupOf(graph: ResourceGraph, vpc: Node): Group {
  const name = `the default group of ${vpc.name}`;
  const isOld = vpc.external || vpc.type === 'aws:ec2/defaultVpc:DefaultVpc';
  const unseen = `${vpc.name} exists already, and the program does not tell the rules of its default group`;
  return { key: vpc, name, isDefault: true, ...(isOld && !isManaged(graph, vpc) && { unseen }) };
}

/** Whoever manages a default group begins by taking all of its rules away. */
function isManaged(graph: ResourceGraph, vpc: Node): boolean {
  return graph.pointingAt(vpc, types.defaultGroup, ['vpcId']).length > 0;
}

/**
 * The groups that a resource carries: those it names, else the default group of its VPC
 * (https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html).
 *
 * @returns nothing when it lies in no VPC, or can do without a group
 */
export function groupsOf(graph: ResourceGraph, node: Node): Group[] | undefined {
  const named = namedGroups(node);
  if (!named || named.length > 0)
    return named?.map(value => groupOf(graph, value, `a security group of ${node.name}`));
  const other = saidElsewhere(node);
  if (other)
    return [{ name: 'a group', isDefault: false, unseen: `${other} says which groups ${node.name} carries` }];
  const [place] = placesOf(graph, node);
  if (place?.vpc) return [defaultGroupOf(graph, place.vpc)];
  const unseen = `${node.name} names no group and so carries the default group of its VPC, whose rules are not told`;
  return [{ name: 'the default group', isDefault: true, unseen }];
}

/** Who is let into a group. */
export function ingressOf(graph: ResourceGraph, group: Group): Ingress {
  const { byGroup, adrift } = graph.remember('ingress', 'permissions', () => indexIngress(graph));
  if (group.key === undefined) return { permissions: [], adrift: [] };
  return { permissions: [...(byGroup.get(group.key) ?? []), ...asMade(graph, group)], adrift };
}

/** A default group lets its own members in, until somebody manages it. */
function asMade(graph: ResourceGraph, group: Group): Permission[] {
  const vpc = group.key;
  if (!group.isDefault || typeof vpc !== 'object' || !vpcTypes.includes(vpc.type)) return [];
  if (isManaged(graph, vpc)) return [];
  return [{ group, ports: { kind: 'all' }, source: { kind: 'group', group }, by: vpc }];
}

function indexIngress(graph: ResourceGraph): {
  byGroup: Map<Node | string, Permission[]>;
  adrift: Permission[];
} {
  const byGroup = new Map<Node | string, Permission[]>();
  const adrift: Permission[] = [];
  const add = (permission: Permission) => {
    const { key } = permission.group;
    const list = key === undefined ? adrift : byGroup.get(key);
    if (list) list.push(permission);
    else if (key !== undefined) byGroup.set(key, [permission]);
  };
  for (const node of graph.ofType(types.group, types.defaultGroup)) {
    if (node.external) continue;
    const group = groupOfNode(graph, node);
    for (const rule of listOf(node.inputs.ingress)) permissionsFrom(graph, node, group, rule).forEach(add);
  }
  for (const node of graph.ofType(types.rule, types.ingressRule)) {
    if (node.external || node.inputs.type === 'egress' || isOfAnotherStack(node, 'securityGroupId')) continue;
    const group = groupOf(graph, node.inputs.securityGroupId, 'securityGroupId');
    permissionsFrom(graph, node, group, node.inputs).forEach(add);
  }
  return { byGroup, adrift };
}

/** Whether an input is an output of other stacks alone: then it is unknown, yet nothing that this program makes. */
export function isOfAnotherStack({ propertyDependencies }: Node, input: string): boolean {
  const urns = propertyDependencies[input] ?? [];
  return urns.length > 0 && urns.every(urn => /[:$]pulumi:pulumi:StackReference::/.test(urn));
}

/** The inputs of the three forms, by what they hold. */
const addresses = ['cidrBlocks', 'ipv6CidrBlocks', 'cidrIpv4', 'cidrIpv6'];
const prefixLists = ['prefixListIds', 'prefixListId'];
const groups = ['securityGroups', 'sourceSecurityGroupId', 'referencedSecurityGroupId'];

/** @param rule a rule that stands in a group, or the inputs of a resource that is a rule */
function permissionsFrom(graph: ResourceGraph, by: Node, group: Group, rule: unknown): Permission[] {
  if (typeof rule !== 'object' || rule === null) {
    const why = `the rules of ${by.name} are known only when it is deployed`;
    return [{ group, by, ports: { kind: 'unknown' }, source: { kind: 'unknown', why } }];
  }
  const inputs = rule as Record<string, unknown>;
  const ports: Ports = isUnknown(inputs.type) ? { kind: 'unknown' } : portsOf(inputs);
  return sourcesOf(graph, by, group, inputs).map(source => ({ group, by, ports, source }));
}

function sourcesOf(graph: ResourceGraph, by: Node, group: Group, inputs: Record<string, unknown>): Source[] {
  const unknown: Source = {
    kind: 'unknown',
    why: `whom ${by.name} lets in is known only when it is deployed`,
  };
  const each = (keys: string[], toSource: (value: unknown) => Source): Source[] =>
    keys.flatMap(key => {
      const value = inputs[key];
      // the whole list may be an empty one
      if (isUnknown(value) && key.endsWith('s')) return [unknown];
      return listOf(value)
        .filter(item => item !== '')
        .map(toSource);
    });
  const text = (value: unknown, otherwise: string) => (isUnknown(value) ? otherwise : String(value));
  const itself = inputs.self === true || inputs.self === 'true';
  return [
    ...each(addresses, value => ({
      kind: 'cidr',
      text: text(value, 'addresses known only when it is deployed'),
    })),
    ...each(prefixLists, value => ({
      kind: 'prefix list',
      text: `the prefix list ${text(value, '')}`.trim(),
    })),
    ...each(groups, value => ({ kind: 'group', group: groupOf(graph, value, 'the group that is let in') })),
    ...(itself ? [{ kind: 'group', group } satisfies Source] : []),
    ...(isUnknown(inputs.self) ? [unknown] : []),
  ];
}

/** A permission in words: `The group db lets 10.0.0.0/8 in on port 5432 (line 4 of index.ts)`, without a full stop. */
export function permissionWords({ group, ports, source, by }: Permission): string {
  const whom = sourceWords(group, source);
  return `${group.name.replace(/^t/, 'T')} lets ${whom} in on ${portWords(ports)}${placeWords(by)}`;
}

function sourceWords(group: Group, source: Source): string {
  if (source.kind === 'unknown') return 'somebody';
  if (source.kind !== 'group') return source.text;
  return group.key !== undefined && group.key === source.group.key ? 'its own members' : source.group.name;
}
