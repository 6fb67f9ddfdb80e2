import { isUnknown, type Node, type ResourceGraph, type Target } from '../graph/graph.ts';
import { subnetTypes, zoneOf } from '../graph/reachability.ts';
import type { Finding, Rule } from './rule.ts';

const groups = [
  'aws:rds/subnetGroup:SubnetGroup',
  'aws:docdb/subnetGroup:SubnetGroup',
  'aws:neptune/subnetGroup:SubnetGroup',
];

/** RDS itself asks for subnets in two zones: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html */
export const databaseZones: Rule = {
  id: 'database-zones',
  title: 'The subnets of a database lie in two zones at least.',
  why: 'With one zone there is nowhere to go when that zone fails, and RDS refuses the group when it is deployed.',
  remedy: `Give the subnet group a subnet of each of two zones:
  const subnets = zones.names.slice(0, 2).map((zone, index) => new aws.ec2.Subnet(zone, {
    vpcId: vpc.id, availabilityZone: zone, cidrBlock: \`10.0.\${index}.0/24\`,
  }));`,
  severity: 'error',
  reference:
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html',
  check: graph => graph.ofType(...groups).map(group => groupFinding(graph, group)),
};

function groupFinding(graph: ResourceGraph, resource: Node): Finding {
  if (resource.external)
    return {
      resource,
      verdict: 'unverifiable',
      message: 'It exists already; its subnets are not those of this program.',
    };
  if (isUnknown(resource.inputs.subnetIds))
    return { resource, verdict: 'unverifiable', message: 'subnetIds is known only when it is deployed.' };
  const subnets = graph.targets(resource, ['subnetIds'], subnetTypes);
  const zones = subnets.map(zoneOfTarget);
  const known = new Set(zones.filter(zone => 'zone' in zone).map(({ zone }) => zone));
  if (known.size > 1)
    return { resource, verdict: 'pass', message: `Its subnets lie in ${known.size} zones.` };
  const unclear = zones.find(zone => 'why' in zone);
  if (unclear && subnets.length > 1)
    return { resource, verdict: 'unverifiable', message: `Its zones cannot be told: ${unclear.why}.` };
  const where = [...known].join();
  const message =
    subnets.length === 1
      ? 'It has one subnet only.'
      : `All of its ${subnets.length} subnets lie in ${where}.`;
  return { resource, verdict: 'fail', message };
}

function zoneOfTarget(target: Target): { zone: string } | { why: string; zone?: undefined } {
  if (!target.node) return { why: target.unknown };
  const zone = zoneOf(target.node);
  return zone === undefined ? { why: `AWS chooses the zone of ${target.node.name}` } : { zone };
}
