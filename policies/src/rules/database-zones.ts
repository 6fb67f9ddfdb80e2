import { isUnknown, type Node, type ResourceGraph, subnetTypes, zoneOf } from '@goldpath/program';
import type { Finding, PolicyRule } from './rule.ts';

const groups = [
  'aws:rds/subnetGroup:SubnetGroup',
  'aws:docdb/subnetGroup:SubnetGroup',
  'aws:neptune/subnetGroup:SubnetGroup',
];

/** RDS itself requires subnets in two zones: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html */
export const databaseZones: PolicyRule = {
  id: 'database-zones',
  title: 'The subnets of a database are in at least two availability zones.',
  why: 'In a single zone, a database cannot fail over when that zone fails, and RDS rejects the subnet group at deployment.',
  fix: `Give the subnet group a subnet in each of two zones:
  const subnets = zones.names.slice(0, 2).map((zone, index) => new aws.ec2.Subnet(zone, {
    vpcId: vpc.id, availabilityZone: zone, cidrBlock: \`10.0.\${index}.0/24\`,
  }));`,
  severity: 'error',
  reference:
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html',
  check: graph => graph.ofType(...groups).map(group => groupFinding(graph, group)),
};

function groupFinding(graph: ResourceGraph, resource: Node): Finding {
  if (resource.external) {
    const message = 'It already exists; this program does not define its subnets.';
    return { resource, verdict: 'unverifiable', message };
  }
  if (isUnknown(resource.inputs.subnetIds)) {
    const message = 'subnetIds is known only when it is deployed.';
    return { resource, verdict: 'unverifiable', message };
  }
  const { count, zones, unknown } = zonesOf(graph, resource);
  if (zones.length > 1)
    return { resource, verdict: 'pass', message: `Its subnets are in ${zones.length} zones.` };
  if (count < 2) {
    const message = count === 1 ? 'It has only one subnet.' : 'It has no subnets.';
    return { resource, verdict: 'fail', message };
  }
  if (unknown !== undefined) {
    const message = `Its zones cannot be determined: ${unknown}.`;
    return { resource, verdict: 'unverifiable', message };
  }
  const message = `All of its ${count} subnets are in ${zones.join()}.`;
  return { resource, verdict: 'fail', message };
}

/** The zones of a group's subnets. */
interface Zones {
  /** of subnets */
  count: number;
  /** the known zones, each once */
  zones: string[];
  /** why the zone of a subnet is not known; undefined when all are */
  unknown: string | undefined;
}

function zonesOf(graph: ResourceGraph, group: Node): Zones {
  const subnets = graph.targets(group, ['subnetIds'], subnetTypes);
  const zones = new Set<string>();
  let unknown: string | undefined;
  for (const target of subnets) {
    if (!target.node) {
      unknown ??= target.unknown;
      continue;
    }
    const zone = zoneOf(target.node);
    if (zone === undefined) unknown ??= `AWS chooses the zone of ${target.node.name}`;
    else zones.add(zone);
  }
  return { count: subnets.length, zones: [...zones], unknown };
}
