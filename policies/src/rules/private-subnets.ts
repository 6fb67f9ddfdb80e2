import {
  defaultNetworkReason,
  type Exposure,
  exposureOf,
  isUnknown,
  type Node,
  locationSuffix,
  type ResourceGraph,
  subnetTypes,
  type Target,
  valueAt,
} from '@goldpath/program';
import type { Finding, PolicyRule } from './rule.ts';

/** The types that run tasks, and the input that holds their subnets; the services of awsx have the one of AWS. */
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

/** A subnet is private by its route table, not by its name or tags. */
export const privateSubnets: PolicyRule = {
  id: 'private-subnets',
  title: 'Services and databases are in private subnets.',
  why: 'Resources in a public subnet are one security-group mistake away from the internet.',
  fix: `Use subnets whose route table has no route to an internet gateway; only the load balancer should be public:
  const table = new aws.ec2.RouteTable('private', {
    vpcId: vpc.id, routes: [{ cidrBlock: '0.0.0.0/0', natGatewayId: nat.id }],
  });
  new aws.ec2.RouteTableAssociation('private', { subnetId: subnet.id, routeTableId: table.id });`,
  severity: 'error',
  reference: 'https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html#subnet-types',
  controls: ['ECS.2', 'RDS.46'],
  check: graph => {
    const tasks = Object.entries(taskNetworks).flatMap(([type, network]) =>
      graph.ofType(type).flatMap(runner => taskFindings(graph, runner, network)),
    );
    const findings = [...tasks, ...graph.ofType(...databases).map(node => databaseFinding(graph, node))];
    return findings.filter(finding => finding !== undefined);
  },
};

/** Public addresses and public subnets are two problems: fixing one of them leaves the other. */
function taskFindings(graph: ResourceGraph, resource: Node, path: readonly string[]): Finding[] {
  const publicAddress = valueAt(resource.inputs, [...path, 'assignPublicIp']);
  const network = networkFinding(graph, resource, path);
  if (!isOn(resource.inputs.assignPublicIp) && !isOn(publicAddress))
    return network === undefined ? [] : [network];
  const addresses: Finding = { resource, verdict: 'fail', message: 'Its tasks get public addresses.' };
  return network?.verdict === 'fail' ? [addresses, network] : [addresses];
}

function networkFinding(graph: ResourceGraph, resource: Node, path: readonly string[]): Finding | undefined {
  const network = valueAt(resource.inputs, path);
  const publicAddress = valueAt(network, ['assignPublicIp']);
  if (network === undefined) {
    if (resource.remote) {
      const message = 'It names no network, so it is in the default VPC, which is public.';
      return { resource, verdict: 'fail', message };
    }
    if (!runsTasks(resource, path)) return undefined;
    const message = 'It has no network of its own: its tasks share the network of their hosts.';
    return { resource, verdict: 'not-applicable', message };
  }
  const subnets = graph.targets(resource, [...path, 'subnets'], subnetTypes);
  const finding = subnetsFinding(graph, resource, subnets);
  if (finding.verdict === 'pass' && isUnknown(publicAddress)) {
    const message = 'assignPublicIp is known only when it is deployed.';
    return { resource, verdict: 'unverifiable', message };
  }
  return finding;
}

/** The target of a rule or a schedule may be something other than a task. */
function runsTasks({ inputs }: Node, path: readonly string[]): boolean {
  return path.length === 1 || valueAt(inputs, path.slice(0, -1)) !== undefined;
}

function isOn(value: unknown): boolean {
  return value === true || value === 'true' || value === 'ENABLED';
}

function databaseFinding(graph: ResourceGraph, resource: Node): Finding | undefined {
  const [group] = graph.targets(resource, ['dbSubnetGroupName'], [subnetGroup]);
  if (group?.node) {
    const subnets = graph.targets(group.node, ['subnetIds'], subnetTypes);
    return subnetsFinding(graph, resource, subnets);
  }
  if (group) return { resource, verdict: 'unverifiable', message: `Its subnet group: ${group.unknown}.` };
  // replicas are in the subnets of their source
  const sources = ['replicateSourceDb', 'replicationSourceIdentifier'];
  if (sources.some(key => resource.inputs[key] !== undefined)) return undefined;
  const message = 'It has no subnet group, so it is in the default VPC, which is public.';
  return { resource, verdict: 'fail', message };
}

function subnetsFinding(graph: ResourceGraph, resource: Node, subnets: Target[]): Finding {
  let unknown: string | undefined;
  for (const target of subnets) {
    const exposure = exposureOfTarget(graph, target);
    if (exposure.kind === 'unknown') unknown ??= exposure.why;
    if (exposure.kind !== 'public') continue;
    const subnet = target.node ? `Its subnet ${target.node.name}` : 'One of its subnets';
    const place = exposure.by ? locationSuffix(exposure.by) : '';
    return { resource, verdict: 'fail', message: `${subnet} is public: ${exposure.why}${place}.` };
  }
  if (unknown !== undefined) {
    const message = `Whether its subnets are private cannot be determined: ${unknown}.`;
    return { resource, verdict: 'unverifiable', message };
  }
  if (subnets.length === 0) return { resource, verdict: 'unverifiable', message: 'It names no subnets.' };
  return { resource, verdict: 'pass', message: `All of its ${subnets.length} subnets are private.` };
}

type TargetExposure = Exposure | { kind: 'public'; why: string; by?: undefined };

/** A subnet that the program only reads may be known to be one of the default VPC, which are all public. */
function exposureOfTarget(graph: ResourceGraph, target: Target): TargetExposure {
  if (!target.node) {
    const reason = defaultNetworkReason(graph, target.value);
    if (reason) return { kind: 'public', why: reason };
    return { kind: 'unknown', why: target.unknown };
  }
  const { node } = target;
  if (!node.external) return exposureOf(graph, node);
  const id = Object.keys(node.handles).find(handle => node.handles[handle] === 'id');
  const reason = defaultNetworkReason(graph, id);
  return reason ? { kind: 'public', by: node, why: reason } : exposureOf(graph, node);
}
