import {
  defaultNetworkReason,
  groupsOf,
  isUnknown,
  listOf,
  type Node,
  placesOf,
  residentTypes,
  type ResourceGraph,
} from '@goldpath/program';
import type { Finding, PolicyRule } from './rule.ts';

const securityGroup = 'aws:ec2/securityGroup:SecurityGroup';

/** Resources that close or tag a part of a default network, which does not count as using it. */
const managing = new Set([
  'aws:ec2/defaultNetworkAcl:DefaultNetworkAcl',
  'aws:ec2/defaultRouteTable:DefaultRouteTable',
  'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup',
  'aws:ec2/defaultSubnet:DefaultSubnet',
  'aws:ec2/defaultVpc:DefaultVpc',
  'aws:ec2/flowLog:FlowLog',
]);

/** Components that use the default VPC unless one of these inputs is given. */
const components: Record<string, readonly string[]> = {
  'awsx:ec2:DefaultVpc': [],
  'awsx:ecs:EC2Service': ['networkConfiguration'],
  'awsx:ecs:FargateService': ['networkConfiguration'],
  'awsx:lb:ApplicationLoadBalancer': ['subnetIds', 'subnetMappings', 'subnets'],
  'awsx:lb:NetworkLoadBalancer': ['subnetIds', 'subnetMappings', 'subnets'],
  'eks:index:Cluster': ['privateSubnetIds', 'publicSubnetIds', 'subnetIds', 'vpcId'],
};

/** AWS creates both: the default VPC in each region, with public subnets only, and the default group in each VPC. */
export const noDefaultNetwork: PolicyRule = {
  id: 'no-default-network',
  title: 'No resource uses the default VPC or a default security group.',
  why: 'Every subnet of the default VPC is public, and a default security group lets in every resource that names no group of its own.',
  fix: `Create a VPC and a security group for each resource in it, and close the default group by managing it without rules:
  const vpc = new aws.ec2.Vpc('shop', { cidrBlock: '10.0.0.0/16' });
  new aws.ec2.DefaultSecurityGroup('closed', { vpcId: vpc.id });
  const group = new aws.ec2.SecurityGroup('service', { vpcId: vpc.id });`,
  severity: 'error',
  reference: 'https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html',
  controls: ['EC2.2', 'RDS.18'],
  check: graph => {
    const residents = new Set(graph.ofType(...residentTypes));
    const others = graph.nodes.filter(node => !residents.has(node));
    const findings = [
      ...[...residents].map(resident => residentFinding(graph, resident)),
      ...others.map(node => useFinding(graph, node)),
    ];
    return findings.filter(finding => finding !== undefined);
  },
};

function residentFinding(graph: ResourceGraph, resource: Node): Finding | undefined {
  const places = placesOf(graph, resource);
  if (resource.external || places.length === 0) return undefined;
  const inDefault = places.find(place => place.kind === 'default');
  if (inDefault) return violation(resource, inDefault.why);
  const groups = groupsOf(graph, resource) ?? [];
  const defaultGroup = groups.find(({ isDefault }) => isDefault);
  if (defaultGroup) return violation(resource, `it has ${defaultGroup.name}`);
  const unknownPlace = places.find(place => place.kind === 'unknown')?.why;
  const unknown = unknownPlace ?? groups.find(({ unseen }) => unseen)?.unseen;
  if (unknown === undefined) {
    const message = 'It is in a VPC of the program and has security groups of its own.';
    return { resource, verdict: 'pass', message };
  }
  const message = `Whether it uses a default network cannot be determined: ${unknown}.`;
  return { resource, verdict: 'unverifiable', message };
}

/** For resources outside a VPC that refer to a part of a default network, or use one because they name no other. */
function useFinding(graph: ResourceGraph, resource: Node): Finding | undefined {
  const { type, inputs } = resource;
  const isOfProvider = type.startsWith('aws:') || resource.remote;
  // the children of a component of the program itself are resources of their own
  if (resource.external || managing.has(type) || !isOfProvider) return undefined;
  const networkInputs = components[type];
  if (networkInputs && !networkInputs.some(key => inputs[key] !== undefined))
    return violation(resource, 'it uses the default VPC unless another one is given');
  if (type === securityGroup && listOf(inputs.vpcId).length === 0)
    return violation(resource, 'it has no vpcId, so it is in the default VPC');
  for (const text of stringsIn(inputs)) {
    const reason = defaultNetworkReason(graph, text);
    if (reason) return violation(resource, reason);
  }
  return undefined;
}

function violation(resource: Node, reason: string): Finding {
  return { resource, verdict: 'fail', message: `It uses a default network: ${reason}.` };
}

function stringsIn(value: unknown): string[] {
  if (isUnknown(value)) return [];
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}
