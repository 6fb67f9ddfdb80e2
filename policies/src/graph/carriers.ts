import { canonical, listOf, type Node, type ResourceGraph } from './graph.ts';
import { groupOf, isOfAnotherStack, type Group } from './securityGroups.ts';

/** Who carries a security group, and so is let in wherever the group is. */
export interface Carriers {
  /** what passes on the requests of others */
  entries: Node[];
  /** what runs somebody's code or keeps data: services, functions, instances, databases */
  workloads: Node[];
  /** the rest, of which it is not told whether it passes on requests of others */
  others: Node[];
  /** an entry whose groups only a deployment would tell: it may carry any */
  unclear?: Node;
}

const entryTypes = new Set([
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
const isRule = /securityGroup(Ingress|Egress)?(Rule)?:|:(Default)?SecurityGroup$/;

/** Everything in the program that carries a group. */
export function carriersOf(graph: ResourceGraph, { key }: Group): Carriers {
  const { byGroup, unclear } = graph.remember('carriers', 'carriers', () => indexCarriers(graph));
  const known = key === undefined ? undefined : byGroup.get(key);
  return { ...(known ?? { entries: [], workloads: [], others: [] }), ...(unclear && { unclear }) };
}

function kindOf(node: Node): 'entries' | 'workloads' | 'others' {
  const type = canonical(node.type);
  if (entryTypes.has(type)) return 'entries';
  return workloadTypes.has(type) ? 'workloads' : 'others';
}

function indexCarriers(graph: ResourceGraph): { byGroup: Map<Node | string, Carriers>; unclear?: Node } {
  const byGroup = new Map<Node | string, Carriers>();
  let unclear: Node | undefined;
  for (const node of graph.nodes) {
    // a component of the program itself carries nothing: what it holds does
    if (isRule.test(node.type) || !(node.type.startsWith('aws:') || node.remote)) continue;
    for (const [input, value] of mentionedGroups(node.inputs)) {
      const { key } = groupOf(graph, value, input);
      if (key === undefined) {
        if (kindOf(node) === 'entries' && !isOfAnotherStack(node, input)) unclear ??= node;
        continue;
      }
      const carriers = byGroup.get(key) ?? { entries: [], workloads: [], others: [] };
      byGroup.set(key, carriers);
      carriers[kindOf(node)].push(node);
    }
  }
  return { byGroup, ...(unclear && { unclear }) };
}

/** The values that list groups, however deep they stand, each with the input that it stands in. */
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
