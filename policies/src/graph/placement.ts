import { canonical, isUnknown, listOf, valueAt, type Node, type ResourceGraph } from './graph.ts';
import { subnetTypes } from './reachability.ts';
import { placeWords } from './words.ts';

/** Where a type says which security groups it carries and where it lies. Paths go through lists. */
interface Residence {
  groups: readonly string[];
  subnets?: readonly string[];
  subnetGroup?: string;
  /** inputs that, when given, say all of it in another place */
  elsewhere?: readonly string[];
  /** it lies in no VPC unless it names subnets */
  optional?: true;
  /** when it names no group it has none, instead of the VPC's default group */
  ungrouped?: (inputs: Record<string, unknown>) => boolean;
}

const awsvpc = (path = ''): Residence => ({
  groups: [`${path}networkConfiguration.securityGroups`],
  subnets: [`${path}networkConfiguration.subnets`],
});
const database: Residence = { groups: ['vpcSecurityGroupIds'], subnetGroup: 'dbSubnetGroupName' };
const cache: Residence = { groups: ['securityGroupIds'], subnetGroup: 'subnetGroupName' };
const instance: Residence = {
  groups: ['vpcSecurityGroupIds', 'securityGroups'],
  subnets: ['subnetId'],
  elsewhere: ['launchTemplate', 'networkInterfaces', 'primaryNetworkInterface'],
};

/** What lies in a VPC and gets its default group unless it names others. */
const residences: Record<string, Residence> = {
  'aws:ecs/service:Service': awsvpc(),
  'aws:ecs/taskSet:TaskSet': awsvpc(),
  'aws:cloudwatch/eventTarget:EventTarget': awsvpc('ecsTarget.'),
  'aws:scheduler/schedule:Schedule': awsvpc('target.ecsParameters.'),
  'aws:lambda/function:Function': {
    groups: ['vpcConfig.securityGroupIds'],
    subnets: ['vpcConfig.subnetIds'],
    optional: true,
    ungrouped: () => true,
  },
  'aws:ec2/instance:Instance': instance,
  'aws:ec2/spotInstanceRequest:SpotInstanceRequest': instance,
  'aws:lb/loadBalancer:LoadBalancer': {
    groups: ['securityGroups'],
    subnets: ['subnets', 'subnetMappings.subnetId'],
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
    ungrouped: ({ loadBalancerType }) => ['network', 'gateway'].includes(String(loadBalancerType)),
  },
  'aws:elb/loadBalancer:LoadBalancer': { groups: ['securityGroups'], subnets: ['subnets'] },
  'aws:rds/instance:Instance': { ...database, elsewhere: ['replicateSourceDb'] },
  'aws:rds/cluster:Cluster': { ...database, elsewhere: ['replicationSourceIdentifier'] },
  'aws:rds/proxy:Proxy': { groups: ['vpcSecurityGroupIds'], subnets: ['vpcSubnetIds'] },
  'aws:docdb/cluster:Cluster': database,
  'aws:neptune/cluster:Cluster': { ...database, subnetGroup: 'neptuneSubnetGroupName' },
  'aws:redshift/cluster:Cluster': { ...database, subnetGroup: 'clusterSubnetGroupName' },
  'aws:elasticache/cluster:Cluster': { ...cache, elsewhere: ['replicationGroupId'] },
  'aws:elasticache/replicationGroup:ReplicationGroup': { ...cache, elsewhere: ['globalReplicationGroupId'] },
  'aws:elasticache/serverlessCache:ServerlessCache': { groups: ['securityGroupIds'], subnets: ['subnetIds'] },
  'aws:memorydb/cluster:Cluster': cache,
  'aws:efs/mountTarget:MountTarget': { groups: ['securityGroups'], subnets: ['subnetId'] },
};

const subnetGroupTypes = ['rds', 'docdb', 'neptune', 'redshift', 'elasticache', 'memorydb'].map(
  service => `aws:${service}/subnetGroup:SubnetGroup`,
);

/** Types of a VPC that a program can hold. */
export const vpcTypes = ['aws:ec2/vpc:Vpc', 'aws:ec2/defaultVpc:DefaultVpc'];

/** Types whose instances lie in a VPC. */
export const residentTypes = Object.keys(residences);

/** The VPC that something lies in. */
export type Place =
  | { kind: 'own'; vpc: Node }
  /** the account's default VPC; `why` says by which words */
  | { kind: 'default'; why: string; vpc?: Node }
  | { kind: 'unknown'; why: string; vpc?: undefined };

/**
 * The values at a path of inputs, with those of each item where the path goes through a list. Where a part of the path is
 * unknown, so is the value.
 */
function valuesAt(inputs: unknown, path: string): unknown[] {
  return path
    .split('.')
    .reduce<unknown[]>((found, name) => found.flatMap(item => listOf(valueAt(item, [name]))), [inputs])
    .filter(value => value !== '');
}

/** The values that name a resource's groups; nothing when it lies in no VPC, or has no groups there. */
export function namedGroups({ type, inputs }: Node): unknown[] | undefined {
  const residence = residences[canonical(type)];
  if (!residence || !liesInVpc(residence, inputs)) return undefined;
  const named = residence.groups.flatMap(path => valuesAt(inputs, path));
  return named.length === 0 && residence.ungrouped?.(inputs) ? undefined : named;
}

/** The input that says in another place where a resource lies and what it carries. */
export function saidElsewhere({ type, inputs }: Node): string | undefined {
  return residences[canonical(type)]?.elsewhere?.find(key => listOf(inputs[key]).length > 0);
}

/** Without the object that would say so, it has no network of its own: a bridge network, a function outside of VPCs. */
function liesInVpc({ groups }: Residence, inputs: Record<string, unknown>): boolean {
  const parent = groups[0]?.split('.').slice(0, -1).join('.');
  return !parent || valuesAt(inputs, parent).length > 0;
}

/**
 * The VPCs that a resource's subnets lie in; without subnets it lies in the default VPC, as AWS has it.
 *
 * @returns nothing when it lies in no VPC
 */
export function placesOf(graph: ResourceGraph, node: Node): Place[] {
  const residence = residences[canonical(node.type)];
  if (!residence || !liesInVpc(residence, node.inputs)) return [];
  const { subnets = [], subnetGroup, optional } = residence;
  const paths = subnetGroup ? [subnetGroup] : subnets;
  const values = paths.flatMap(path => valuesAt(node.inputs, path));
  if (values.length > 0) {
    return subnetGroup
      ? values.flatMap(value => groupPlaces(graph, value, subnetGroup))
      : values.map(value => subnetPlace(graph, value, subnets[0] ?? ''));
  }
  if (optional) return [];
  const other = saidElsewhere(node);
  if (other) return [{ kind: 'unknown', why: `${other} says where ${node.name} lies` }];
  return [{ kind: 'default', why: `${node.name} names no ${paths[0]} and so lies in the default VPC` }];
}

function groupPlaces(graph: ResourceGraph, value: unknown, input: string): Place[] {
  // the group of this name is made by AWS, of the subnets of the default VPC
  if (value === 'default')
    return [{ kind: 'default', why: `the ${input} 'default' is that of the default VPC` }];
  const group = graph.target(value, input, subnetGroupTypes);
  if (!group.node) return [{ kind: 'unknown', why: group.unknown }];
  if (group.node.external) return [{ kind: 'unknown', why: `${group.node.name} exists already` }];
  return valuesAt(group.node.inputs, 'subnetIds').map(subnet => subnetPlace(graph, subnet, 'subnetIds'));
}

/** The VPC of a subnet. */
function subnetPlace(graph: ResourceGraph, value: unknown, input: string): Place {
  const words = defaultWords(graph, value);
  if (words) return { kind: 'default', why: words };
  const target = graph.target(value, input, subnetTypes);
  if (!target.node) return { kind: 'unknown', why: target.unknown };
  const { node } = target;
  if (node.external)
    return { kind: 'unknown', why: `${node.name} exists already: it may lie in the default VPC` };
  const place = vpcPlace(graph, node.inputs.vpcId);
  return {
    ...place,
    ...('why' in place && { why: `its subnet ${node.name}${placeWords(node)} lies there: ${place.why}` }),
  };
}

function vpcPlace(graph: ResourceGraph, value: unknown): Place {
  const words = defaultWords(graph, value);
  const target = graph.target(value, 'vpcId', vpcTypes);
  if (words) return { kind: 'default', why: words, ...(target.node && { vpc: target.node }) };
  if (!target.node) return { kind: 'unknown', why: target.unknown };
  const { node } = target;
  if (node.external)
    return { kind: 'unknown', why: `${node.name} exists already: it may be the default VPC` };
  return { kind: 'own', vpc: node };
}

/** What AWS makes in each account and each VPC, and the outputs that stand for it. */
const defaults: Record<string, string> = {
  'aws:ec2/defaultVpc:DefaultVpc': 'the default VPC',
  'aws:ec2/defaultSubnet:DefaultSubnet': 'a subnet of the default VPC',
  'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup': 'the default group of its VPC',
};
const standing = ['id', 'arn', 'name', 'vpcId'];

/** How the ids begin that looking up a part of a default network is answered with. */
const lookedUp: Record<string, string> = {
  'vpc-default': 'the default VPC',
  'subnet-default': 'a subnet of the default VPC',
  'sg-default': 'the default group of a VPC',
};

/** What a value is of a network that AWS makes by itself, in words; nothing when it is none of it. */
export function defaultWords(graph: ResourceGraph, value: unknown): string | undefined {
  if (typeof value !== 'string' || isUnknown(value)) return undefined;
  const prefix = Object.keys(lookedUp).find(beginning => value.startsWith(beginning));
  if (prefix) return `'${value}' is ${lookedUp[prefix]}, which is looked up`;
  const { node, output } = {
    output: '',
    ...graph.target(value, '', [...Object.keys(defaults), ...vpcTypes]),
  };
  if (!node) return undefined;
  if (output === 'defaultSecurityGroupId')
    return `it is the default group of ${node.name}${placeWords(node)}`;
  const what = defaults[node.type];
  return what && standing.includes(output) ? `${node.name}${placeWords(node)} is ${what}` : undefined;
}
