import { canonical, listOf, type Node, type ResourceGraph } from './graph.ts';
import { type Group, groupOf, isOfAnotherStack } from './securityGroups.ts';

/** The members of a security group, which are let in wherever the group is. */
export interface Members {
  /** load balancers and the like, which forward the requests of others */
  forwarders: Node[];
  /** resources that run code or keep data: services, functions, instances, databases */
  workloads: Node[];
  /** the rest: whether they forward requests of others is unknown */
  others: Node[];
  /** a forwarder whose groups are known only when it is deployed: it may be a member of any group */
  unclear?: Node | undefined;
}

const forwarderTypes = new Set([
  'aws:apigatewayv2/vpcLink:VpcLink',
  'aws:elb/loadBalancer:LoadBalancer',
  'aws:lb/loadBalancer:LoadBalancer',
  'awsx:lb:ApplicationLoadBalancer',
  'awsx:lb:NetworkLoadBalancer',
]);

const workloadTypes = new Set([
  'aws:apprunner/vpcConnector:VpcConnector',
  'aws:batch/computeEnvironment:ComputeEnvironment',
  'aws:cloudwatch/eventTarget:EventTarget',
  'aws:codebuild/project:Project',
  'aws:dms/replicationInstance:ReplicationInstance',
  'aws:docdb/cluster:Cluster',
  'aws:ec2/instance:Instance',
  'aws:ec2/launchConfiguration:LaunchConfiguration',
  'aws:ec2/launchTemplate:LaunchTemplate',
  'aws:ec2/networkInterface:NetworkInterface',
  'aws:ec2/spotInstanceRequest:SpotInstanceRequest',
  'aws:ec2clientvpn/endpoint:Endpoint',
  'aws:ecs/service:Service',
  'aws:ecs/taskSet:TaskSet',
  'aws:eks/cluster:Cluster',
  'aws:elasticache/cluster:Cluster',
  'aws:elasticache/replicationGroup:ReplicationGroup',
  'aws:elasticache/serverlessCache:ServerlessCache',
  'aws:emr/cluster:Cluster',
  'aws:glue/connection:Connection',
  'aws:lambda/function:Function',
  'aws:memorydb/cluster:Cluster',
  'aws:mwaa/environment:Environment',
  'aws:neptune/cluster:Cluster',
  'aws:quicksight/vpcConnection:VpcConnection',
  'aws:rds/cluster:Cluster',
  'aws:rds/instance:Instance',
  'aws:rds/proxy:Proxy',
  'aws:redshift/cluster:Cluster',
  'aws:sagemaker/domain:Domain',
  'aws:sagemaker/notebookInstance:NotebookInstance',
  'aws:scheduler/schedule:Schedule',
  'awsx:ecs:EC2Service',
  'awsx:ecs:FargateService',
]);

const listsGroups = /^(?!source|referenced|default)\w*securityGroups?(Ids?|IdLists|Arns)?$/i;
const isGroupOrRule = /securityGroup(Ingress|Egress)?(Rule)?:|:(Default)?SecurityGroup$/;

/** Returns the resources of the program that are members of a group. */
export function membersOf(graph: ResourceGraph, { key }: Group): Members {
  const { byGroup, unclear } = graph.remember('members', 'members', () => indexMembers(graph));
  const known = key === undefined ? undefined : byGroup.get(key);
  return { forwarders: [], workloads: [], others: [], ...known, unclear };
}

function kindOf(node: Node): 'forwarders' | 'workloads' | 'others' {
  const type = canonical(node.type);
  if (forwarderTypes.has(type)) return 'forwarders';
  return workloadTypes.has(type) ? 'workloads' : 'others';
}

function indexMembers(graph: ResourceGraph): {
  byGroup: Map<Node | string, Members>;
  unclear: Node | undefined;
} {
  const byGroup = new Map<Node | string, Members>();
  let unclear: Node | undefined;
  for (const node of graph.nodes) {
    // a component of the program itself is not a member: its children are
    if (isGroupOrRule.test(node.type) || !(node.type.startsWith('aws:') || node.remote)) continue;
    for (const [input, value] of mentionedGroups(node.inputs)) {
      const { key } = groupOf(graph, value, input);
      if (key === undefined) {
        if (kindOf(node) === 'forwarders' && !isOfAnotherStack(node, input)) unclear ??= node;
        continue;
      }
      const members = byGroup.get(key) ?? { forwarders: [], workloads: [], others: [] };
      byGroup.set(key, members);
      members[kindOf(node)].push(node);
    }
  }
  return { byGroup, unclear };
}

/** Returns the references to groups at any depth, each with the name of its input. */
function mentionedGroups(inputs: Record<string, unknown>): [string, unknown][] {
  return Object.entries(inputs).flatMap(([input, value]) =>
    groupValues(input, value).map((item): [string, unknown] => [input, item]),
  );
}

function groupValues(name: string, value: unknown): unknown[] {
  if (listsGroups.test(name)) return listOf(value).filter(item => item !== '' && typeof item !== 'object');
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([inner, item]) => groupValues(inner, item));
}
