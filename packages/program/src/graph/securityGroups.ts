import { isUnknown, listOf, type Node, type ResourceGraph } from './graph.ts';
import { locationSuffix } from './locationSuffix.ts';
import { definedElsewhere, namedGroups, placesOf, vpcTypes } from './placement.ts';
import { describePorts, type Ports, portsOf } from './ports.ts';

const types = {
  group: 'aws:ec2/securityGroup:SecurityGroup',
  defaultGroup: 'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup',
  rule: 'aws:ec2/securityGroupRule:SecurityGroupRule',
  ingressRule: 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule',
};

/** A security group, as a resource refers to it. */
export interface Group {
  /** identifies the group: its resource (the VPC for a VPC's default group) or its id; left out when it is unknown */
  key?: Node | string;
  /** for messages: `the group db` */
  name: string;
  /** the group that AWS assigns to resources that name none */
  isDefault: boolean;
  /** why the program does not define all of its rules and members; left out when it does */
  unseen?: string;
}

/** The source of the traffic that a permission lets in. */
export type Source =
  | { kind: 'cidr'; text: string; isUnknown: boolean }
  | { kind: 'prefix list'; text: string }
  | { kind: 'group'; group: Group }
  | { kind: 'unknown'; why: string };

/** One source that a group lets in. */
export interface Permission {
  group: Group;
  ports: Ports;
  source: Source;
  /** the resource that defines it: the rule, or the group when the rule is inline */
  by: Node;
}

/** The permissions for traffic into a group. */
export interface Ingress {
  permissions: Permission[];
  /** permissions whose group is known only when it is deployed: they may belong to this group */
  unresolved: Permission[];
}

/** Returns the group that a value refers to. */
export function groupOf(graph: ResourceGraph, value: unknown, input: string): Group {
  // a group of another account: 123456789012/sg-1
  const item = typeof value === 'string' ? value.replace(/^\d{12}\//, '') : value;
  const target = graph.target(item, input, [types.group, types.defaultGroup, ...vpcTypes]);
  const isDefault = typeof item === 'string' && /^sg-default|^default$/.test(item);
  if (target.node) {
    const group = groupOfNode(graph, target.node);
    return { ...group, isDefault: isDefault || group.isDefault };
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
    if (vpc?.node) return defaultGroupOf(graph, vpc.node);
    return { key: node, name: `the default group ${node.name}`, isDefault: true };
  }
  const group: Group = { key: node, name: `the group ${node.name}`, isDefault: false };
  if (node.external) group.unseen = `${node.name} exists already, and the program does not define its rules`;
  return group;
}

function defaultGroupOf(graph: ResourceGraph, vpc: Node): Group {
  const group: Group = { key: vpc, name: `the default group of ${vpc.name}`, isDefault: true };
  const exists = vpc.external || vpc.type === 'aws:ec2/defaultVpc:DefaultVpc';
  if (exists && !isManaged(graph, vpc))
    group.unseen = `${vpc.name} exists already, and the program does not define the rules of its default group`;
  return group;
}

/** A resource that manages a default group first removes all of its rules. */
function isManaged(graph: ResourceGraph, vpc: Node): boolean {
  return graph.pointingAt(vpc, types.defaultGroup, ['vpcId']).length > 0;
}

/**
 * Returns the groups that a resource is a member of: those it names, else the default group of its VPC
 * (https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html).
 *
 * @returns `undefined` when it is in no VPC, or can do without a group
 */
export function groupsOf(graph: ResourceGraph, node: Node): Group[] | undefined {
  const named = namedGroups(node);
  if (!named) return undefined;
  if (named.length > 0) return named.map(value => groupOf(graph, value, `a security group of ${node.name}`));
  const other = definedElsewhere(node);
  if (other)
    return [{ name: 'a group', isDefault: false, unseen: `${other} defines the groups of ${node.name}` }];
  const [place] = placesOf(graph, node);
  if (place?.vpc) return [defaultGroupOf(graph, place.vpc)];
  const unseen = `${node.name} has no group, so it is a member of the default group of its VPC, whose rules are unknown`;
  return [{ name: 'the default group', isDefault: true, unseen }];
}

/** Returns the permissions for traffic into a group. */
export function ingressOf(graph: ResourceGraph, group: Group): Ingress {
  const { byGroup, unresolved } = graph.remember('ingress', 'permissions', () => indexIngress(graph));
  if (group.key === undefined) return { permissions: [], unresolved: [] };
  const permissions = [...(byGroup.get(group.key) ?? []), ...defaultPermissions(graph, group)];
  return { permissions, unresolved };
}

/** Returns every permission for traffic into a group, except those that AWS makes. */
export function ingressPermissions(graph: ResourceGraph): Permission[] {
  const { byGroup, unresolved } = graph.remember('ingress', 'permissions', () => indexIngress(graph));
  return [...[...byGroup.values()].flat(), ...unresolved];
}

/** A default group lets in its own members until a resource manages it. */
function defaultPermissions(graph: ResourceGraph, group: Group): Permission[] {
  const vpc = group.key;
  if (!group.isDefault || typeof vpc !== 'object' || !vpcTypes.includes(vpc.type)) return [];
  if (isManaged(graph, vpc)) return [];
  return [{ group, ports: { kind: 'all' }, source: { kind: 'group', group }, by: vpc }];
}

interface IngressIndex {
  byGroup: Map<Node | string, Permission[]>;
  unresolved: Permission[];
}

function indexIngress(graph: ResourceGraph): IngressIndex {
  const byGroup = new Map<Node | string, Permission[]>();
  const unresolved: Permission[] = [];
  const add = (permission: Permission) => {
    const { key } = permission.group;
    if (key === undefined) unresolved.push(permission);
    else byGroup.set(key, [...(byGroup.get(key) ?? []), permission]);
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
  return { byGroup, unresolved };
}

/** Whether an input comes only from outputs of other stacks: it is unknown then, but not a resource of this program. */
export function isOfAnotherStack({ propertyDependencies }: Node, input: string): boolean {
  const urns = propertyDependencies[input] ?? [];
  return urns.length > 0 && urns.every(urn => /[:$]pulumi:pulumi:StackReference::/.test(urn));
}

/** The inputs of the three kinds of rules, by the kind of source that they hold. */
const addresses = ['cidrBlocks', 'ipv6CidrBlocks', 'cidrIpv4', 'cidrIpv6'];
const prefixLists = ['prefixListIds', 'prefixListId'];
const groups = ['securityGroups', 'sourceSecurityGroupId', 'referencedSecurityGroupId'];

/** @param rule an inline rule of a group, or the inputs of a rule resource */
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
    why: `the sources of ${by.name} are known only when it is deployed`,
  };
  const each = (keys: string[], toSource: (value: unknown) => Source): Source[] =>
    keys.flatMap(key => {
      const value = inputs[key];
      // the list may be empty
      if (isUnknown(value) && key.endsWith('s')) return [unknown];
      return listOf(value)
        .filter(item => item !== '')
        .map(toSource);
    });
  const textOr = (value: unknown, fallback: string) => (isUnknown(value) ? fallback : String(value));
  const sources = [
    ...each(addresses, value => ({
      kind: 'cidr',
      text: textOr(value, 'addresses known only when it is deployed'),
      isUnknown: isUnknown(value),
    })),
    ...each(prefixLists, value => ({
      kind: 'prefix list',
      text: `the prefix list ${textOr(value, '')}`.trim(),
    })),
    ...each(groups, value => ({ kind: 'group', group: groupOf(graph, value, 'the group that is let in') })),
  ];
  if (inputs.self === true || inputs.self === 'true') sources.push({ kind: 'group', group });
  if (isUnknown(inputs.self)) sources.push(unknown);
  return sources;
}

/** Returns a sentence without a period: `The group db lets 10.0.0.0/8 in on port 5432 (line 4 of index.ts)`. */
export function describePermission({ group, ports, source, by }: Permission): string {
  const name = group.name.charAt(0).toUpperCase() + group.name.slice(1);
  return `${name} lets ${describeSource(group, source)} in on ${describePorts(ports)}${locationSuffix(by)}`;
}

function describeSource(group: Group, source: Source): string {
  if (source.kind === 'unknown') return 'an unknown source';
  if (source.kind !== 'group') return source.text;
  const isItself = group.key !== undefined && group.key === source.group.key;
  return isItself ? 'its own members' : source.group.name;
}
