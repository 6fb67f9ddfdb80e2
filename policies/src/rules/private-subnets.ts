import { isUnknown, valueAt, type Node, type ResourceGraph, type Target } from '../graph/graph.ts';
import { defaultWords } from '../graph/placement.ts';
import { type Exposure, exposureOf, subnetTypes } from '../graph/reachability.ts';
import type { Finding, Rule } from './rule.ts';

/** What runs tasks, and where each says in which subnets; the services of awsx say it as those of AWS do. */
const taskNetworks: Record<string, readonly string[]> = {
  'aws:ecs/service:Service': ['networkConfiguration'],
  'aws:ecs/taskSet:TaskSet': ['networkConfiguration'],
  'awsx:ecs:FargateService': ['networkConfiguration'],
  'awsx:ecs:EC2Service': ['networkConfiguration'],
  'aws:cloudwatch/eventTarget:EventTarget': ['ecsTarget', 'networkConfiguration'],
  'aws:scheduler/schedule:Schedule': ['target', 'ecsParameters', 'networkConfiguration'],
};
const databases = ['aws:rds/instance:Instance', 'aws:rds/cluster:Cluster'];
const subnetGroup = 'aws:rds/subnetGroup:SubnetGroup';

/** A subnet's route table says whether it is private; its name and its tags do not. */
export const privateSubnets: Rule = {
  id: 'private-subnets',
  title: 'Services and databases sit in private subnets.',
  why: 'What has a route to an internet gateway is one wrong security group away from the internet.',
  remedy: `Give it subnets whose route table has no route to an internet gateway; let the load balancer alone be public:
  const table = new aws.ec2.RouteTable('private', {
    vpcId: vpc.id, routes: [{ cidrBlock: '0.0.0.0/0', natGatewayId: nat.id }],
  });
  new aws.ec2.RouteTableAssociation('private', { subnetId: subnet.id, routeTableId: table.id });`,
  severity: 'error',
  reference: 'https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html#subnet-types',
  check: graph => [
    ...Object.entries(taskNetworks).flatMap(([type, network]) =>
      graph.ofType(type).flatMap(runner => tasksFinding(graph, runner, network)),
    ),
    ...graph.ofType(...databases).flatMap(database => databaseFinding(graph, database)),
  ],
};

function tasksFinding(graph: ResourceGraph, resource: Node, path: readonly string[]): Finding[] {
  const network = valueAt(resource.inputs, path);
  if (isOn(resource.inputs.assignPublicIp))
    return [{ resource, verdict: 'fail', message: 'Its tasks get public addresses.' }];
  if (network === undefined && resource.remote) return [];
  if (network === undefined) {
    // a target that runs no task at all
    if (path.length > 1 && valueAt(resource.inputs, path.slice(0, -1)) === undefined) return [];
    const message = 'It has no network of its own: its tasks share that of their hosts.';
    return [{ resource, verdict: 'not-applicable', message }];
  }
  const publicAddress = valueAt(network, ['assignPublicIp']);
  if (isOn(publicAddress)) return [{ resource, verdict: 'fail', message: 'Its tasks get public addresses.' }];
  const finding = subnetsFinding(graph, resource, graph.targets(resource, [...path, 'subnets'], subnetTypes));
  if (finding.verdict === 'pass' && isUnknown(publicAddress)) {
    const message = 'assignPublicIp is known only when it is deployed.';
    return [{ resource, verdict: 'unverifiable', message }];
  }
  return [finding];
}

function isOn(value: unknown): boolean {
  return value === true || value === 'true' || value === 'ENABLED';
}

function databaseFinding(graph: ResourceGraph, resource: Node): Finding[] {
  const [group] = graph.targets(resource, ['dbSubnetGroupName'], [subnetGroup]);
  if (!group) {
    // a replica and an instance of a cluster lie where what they belong to lies
    const belongs = ['replicateSourceDb', 'replicationSourceIdentifier'].some(
      key => resource.inputs[key] !== undefined,
    );
    if (belongs) return [];
    const message = 'It has no subnet group and so lies in the default VPC, which is public.';
    return [{ resource, verdict: 'fail', message }];
  }
  if (!group.node)
    return [{ resource, verdict: 'unverifiable', message: `Its subnet group: ${group.unknown}.` }];
  return [subnetsFinding(graph, resource, graph.targets(group.node, ['subnetIds'], subnetTypes))];
}

function subnetsFinding(graph: ResourceGraph, resource: Node, subnets: Target[]): Finding {
  const judged = subnets.map(target =>
    target.node
      ? { name: target.node.name, exposure: exposureOfNode(graph, target.node) }
      : { name: 'one', exposure: exposureOfOther(graph, target.value, target.unknown) },
  );
  for (const { name, exposure } of judged) {
    if (exposure.kind !== 'public') continue;
    const place = exposure.by?.source
      ? ` (line ${exposure.by.source.line} of ${fileName(exposure.by.source.file)})`
      : '';
    return { resource, verdict: 'fail', message: `Its subnet ${name} is public: ${exposure.why}${place}.` };
  }
  const unknown = judged.find(({ exposure }) => exposure.kind === 'unknown');
  if (unknown?.exposure.kind === 'unknown') {
    return {
      resource,
      verdict: 'unverifiable',
      message: `Its subnets cannot be judged: ${unknown.exposure.why}.`,
    };
  }
  if (judged.length === 0) return { resource, verdict: 'unverifiable', message: 'It names no subnets.' };
  return { resource, verdict: 'pass', message: `All of its ${judged.length} subnets are private.` };
}

/** One that the program only reads may be known to be a subnet of the default VPC. */
function exposureOfNode(graph: ResourceGraph, node: Node): Exposure {
  const id = Object.keys(node.handles).find(handle => node.handles[handle] === 'id');
  const words = node.external ? defaultWords(graph, id) : undefined;
  return words ? { kind: 'public', by: node, why: words } : exposureOf(graph, node);
}

/** A subnet of the default VPC that is looked up is public as all of them are. */
function exposureOfOther(
  graph: ResourceGraph,
  value: string | undefined,
  unknown: string,
): Exposure | { kind: 'public'; why: string; by?: undefined } {
  const words = defaultWords(graph, value);
  return words ? { kind: 'public', why: words } : { kind: 'unknown', why: unknown };
}

function fileName(file: string): string {
  return file.split(/[\\/]/).pop() ?? file;
}
