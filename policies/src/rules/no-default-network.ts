import { isUnknown, listOf, type Node, type ResourceGraph } from '../graph/graph.ts';
import { defaultWords, placesOf, residentTypes } from '../graph/placement.ts';
import { groupsOf } from '../graph/securityGroups.ts';
import type { Finding, Rule } from './rule.ts';

/** Who manages these closes or labels them: that is no use of them. */
const managing = new Set([
  'aws:ec2/defaultNetworkAcl:DefaultNetworkAcl',
  'aws:ec2/defaultRouteTable:DefaultRouteTable',
  'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup',
  'aws:ec2/defaultSubnet:DefaultSubnet',
  'aws:ec2/defaultVpc:DefaultVpc',
  'aws:ec2/flowLog:FlowLog',
]);

/** Components that take the default VPC when none of these inputs says another. */
const components: Record<string, readonly string[]> = {
  'awsx:ec2:DefaultVpc': [],
  'awsx:ecs:EC2Service': ['networkConfiguration'],
  'awsx:ecs:FargateService': ['networkConfiguration'],
  'awsx:lb:ApplicationLoadBalancer': ['subnetIds', 'subnetMappings', 'subnets'],
  'awsx:lb:NetworkLoadBalancer': ['subnetIds', 'subnetMappings', 'subnets'],
  'eks:index:Cluster': ['privateSubnetIds', 'publicSubnetIds', 'subnetIds', 'vpcId'],
};

/** Both are made by AWS: the default VPC in each region, with public subnets only, and the default group in each VPC. */
export const noDefaultNetwork: Rule = {
  id: 'no-default-network',
  title: 'Nothing lies in the default VPC or carries a default security group.',
  why: 'Each subnet of the default VPC is public, and a default group lets in whatever names no group of its own.',
  remedy: `Make a VPC, and a group for each thing in it; close the default group by managing it without rules:
  const vpc = new aws.ec2.Vpc('shop', { cidrBlock: '10.0.0.0/16' });
  new aws.ec2.DefaultSecurityGroup('closed', { vpcId: vpc.id });
  const group = new aws.ec2.SecurityGroup('service', { vpcId: vpc.id });`,
  severity: 'error',
  reference: 'https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html',
  check: graph => {
    const residents = new Set(graph.ofType(...residentTypes));
    return [
      ...[...residents].flatMap(resident => residentFinding(graph, resident)),
      ...graph.nodes.filter(node => !residents.has(node)).flatMap(node => useFinding(graph, node)),
    ];
  },
};

function residentFinding(graph: ResourceGraph, resource: Node): Finding[] {
  const places = placesOf(graph, resource);
  if (resource.external || places.length === 0) return [];
  const inDefault = places.find(place => place.kind === 'default');
  if (inDefault) return [fail(resource, inDefault.why)];
  const groups = groupsOf(graph, resource) ?? [];
  const group = groups.find(({ isDefault }) => isDefault);
  if (group) return [fail(resource, `it carries ${group.name}`)];
  const unclear =
    places.find(place => place.kind === 'unknown')?.why ?? groups.find(({ unseen }) => unseen)?.unseen;
  if (unclear) {
    const message = `Whether it uses a default network cannot be told: ${unclear}.`;
    return [{ resource, verdict: 'unverifiable', message }];
  }
  return [
    { resource, verdict: 'pass', message: 'It lies in a VPC of the program and carries groups of its own.' },
  ];
}

/** Whatever else names a part of a default network, or gets it for saying nothing. */
function useFinding(graph: ResourceGraph, resource: Node): Finding[] {
  const { type, inputs } = resource;
  // a component of the program itself uses nothing: what it holds does
  if (resource.external || managing.has(type) || !(type.startsWith('aws:') || resource.remote)) return [];
  const needed = components[type];
  if (needed && !needed.some(key => inputs[key] !== undefined))
    return [fail(resource, 'it takes the default VPC when it is told no other')];
  if (type === 'aws:ec2/securityGroup:SecurityGroup' && listOf(inputs.vpcId).length === 0)
    return [fail(resource, 'it names no vpcId and so lies in the default VPC')];
  const words = textsIn(inputs).flatMap(text => defaultWords(graph, text) ?? [])[0];
  return words ? [fail(resource, words)] : [];
}

function fail(resource: Node, why: string): Finding {
  return { resource, verdict: 'fail', message: `It uses a default network: ${why}.` };
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return isUnknown(value) ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
