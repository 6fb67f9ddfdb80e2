import { canonical, isUnknown, listOf, type Node, type ResourceGraph, valueAt } from './graph.ts';
import { subnetTypes } from './reachability.ts';
import { locationSuffix } from './locationSuffix.ts';

/** The inputs of a type that name its security groups and its network. Paths go through lists. */
interface Residence {
  groups: readonly string[];
  subnets?: readonly string[];
  subnetGroup?: string;
  /** inputs that, when given, refer to another resource that defines groups and subnets */
  elsewhere?: readonly string[];
  /** it is in no VPC unless it names subnets */
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

/** The types that are in a VPC and get its default security group unless they name others. */
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

/** The types of a VPC. */
export const vpcTypes = ['aws:ec2/vpc:Vpc', 'aws:ec2/defaultVpc:DefaultVpc'];

/** The types of resources that are in a VPC. */
export const residentTypes = Object.keys(residences);

/** The VPC that a resource is in. */
export type Place =
  | { kind: 'own'; vpc: Node }
  /** the account's default VPC, and the reason */
  | { kind: 'default'; why: string; vpc?: Node | undefined }
  | { kind: 'unknown'; why: string; vpc?: undefined };

/**
 * Returns the values at a path of inputs, of each item where the path goes through a list. The value is unknown when a part
 * of the path is.
 */
function valuesAt(inputs: unknown, path: string): unknown[] {
  return path
    .split('.')
    .reduce<unknown[]>((found, name) => found.flatMap(item => listOf(valueAt(item, [name]))), [inputs])
    .filter(value => value !== '');
}

/** Returns the values that name a resource's security groups; `undefined` when it is in no VPC, or can do without groups. */
export function namedGroups({ type, inputs }: Node): unknown[] | undefined {
  const residence = residences[canonical(type)];
  if (!residence || !isInVpc(residence, inputs)) return undefined;
  const named = residence.groups.flatMap(path => valuesAt(inputs, path));
  if (named.length === 0 && residence.ungrouped?.(inputs)) return undefined;
  return named;
}

/** Returns the input that refers to another resource, which defines the network and the groups of this one. */
export function definedElsewhere({ type, inputs }: Node): string | undefined {
  return residences[canonical(type)]?.elsewhere?.find(key => listOf(inputs[key]).length > 0);
}

/** Without its network configuration, a resource is in no VPC: a task in bridge mode, a function outside a VPC. */
function isInVpc({ groups }: Residence, inputs: Record<string, unknown>): boolean {
  const parent = groups[0]?.split('.').slice(0, -1).join('.');
  return !parent || valuesAt(inputs, parent).length > 0;
}

/**
 * Returns the VPCs of a resource's subnets. AWS puts a resource without subnets into the default VPC.
 *
 * @returns an empty list when it is in no VPC
 */
export function placesOf(graph: ResourceGraph, node: Node): Place[] {
  const residence = residences[canonical(node.type)];
  if (!residence || !isInVpc(residence, node.inputs)) return [];
  const { subnets = [], subnetGroup, optional } = residence;
  const paths = subnetGroup ? [subnetGroup] : subnets;
  const values = paths.flatMap(path => valuesAt(node.inputs, path));
  if (values.length > 0 && subnetGroup)
    return values.flatMap(value => groupPlaces(graph, value, subnetGroup));
  if (values.length > 0) return values.map(value => subnetPlace(graph, value, subnets[0] ?? ''));
  if (optional) return [];
  const other = definedElsewhere(node);
  if (other) return [{ kind: 'unknown', why: `${other} defines the network of ${node.name}` }];
  return [{ kind: 'default', why: `${node.name} has no ${paths[0]}, so it is in the default VPC` }];
}

function groupPlaces(graph: ResourceGraph, value: unknown, input: string): Place[] {
  // AWS creates the group of this name, from the subnets of the default VPC
  if (value === 'default')
    return [{ kind: 'default', why: `the ${input} 'default' belongs to the default VPC` }];
  const group = graph.target(value, input, subnetGroupTypes);
  if (!group.node) return [{ kind: 'unknown', why: group.unknown }];
  if (group.node.external) return [{ kind: 'unknown', why: `${group.node.name} exists already` }];
  return valuesAt(group.node.inputs, 'subnetIds').map(subnet => subnetPlace(graph, subnet, 'subnetIds'));
}

function subnetPlace(graph: ResourceGraph, value: unknown, input: string): Place {
  const why = defaultNetworkReason(graph, value);
  if (why) return { kind: 'default', why };
  const target = graph.target(value, input, subnetTypes);
  if (!target.node) return { kind: 'unknown', why: target.unknown };
  const { node } = target;
  if (node.external)
    return { kind: 'unknown', why: `${node.name} exists already: it may be in the default VPC` };
  const place = vpcPlace(graph, node.inputs.vpcId);
  if (place.kind === 'own') return place;
  return { ...place, why: `its subnet ${node.name}${locationSuffix(node)} is there: ${place.why}` };
}

function vpcPlace(graph: ResourceGraph, value: unknown): Place {
  const why = defaultNetworkReason(graph, value);
  const target = graph.target(value, 'vpcId', vpcTypes);
  if (why) return { kind: 'default', why, vpc: target.node };
  if (!target.node) return { kind: 'unknown', why: target.unknown };
  const { node } = target;
  if (node.external)
    return { kind: 'unknown', why: `${node.name} exists already: it may be the default VPC` };
  return { kind: 'own', vpc: node };
}

/** The resources that AWS creates in each account and each VPC. */
const defaults: Record<string, string> = {
  'aws:ec2/defaultVpc:DefaultVpc': 'the default VPC',
  'aws:ec2/defaultSubnet:DefaultSubnet': 'a subnet of the default VPC',
  'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup': 'the default group of its VPC',
};
/** The outputs that identify them. */
const identifying = ['id', 'arn', 'name', 'vpcId'];

/** The prefixes of the synthetic ids that a lookup of a part of a default network returns. */
const lookups: Record<string, string> = {
  'vpc-default': 'the default VPC',
  'subnet-default': 'a subnet of the default VPC',
  'sg-default': 'the default group of a VPC',
};

/**
 * Returns the reason why a value refers to a part of a default network, which AWS creates; `undefined` when it does not. The
 * reason is a clause that follows a colon.
 */
export function defaultNetworkReason(graph: ResourceGraph, value: unknown): string | undefined {
  if (typeof value !== 'string' || isUnknown(value)) return undefined;
  const lookup = Object.entries(lookups).find(([prefix]) => value.startsWith(prefix));
  if (lookup) return `'${value}' is ${lookup[1]}, which is looked up`;
  const target = graph.target(value, '', [...Object.keys(defaults), ...vpcTypes]);
  if (!target.node) return undefined;
  const { node, output } = target;
  if (output === 'defaultSecurityGroupId')
    return `it is the default group of ${node.name}${locationSuffix(node)}`;
  const part = defaults[node.type];
  if (!part || !identifying.includes(output)) return undefined;
  return `${node.name}${locationSuffix(node)} is ${part}`;
}
