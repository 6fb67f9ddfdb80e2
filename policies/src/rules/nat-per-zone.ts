import { listOf, type Node, type ResourceGraph } from '../graph/graph.ts';
import { natGatewaysOf, subnetTypes, zoneOf } from '../graph/reachability.ts';
import type { Finding, Rule } from './rule.ts';

const subnet = 'aws:ec2/subnet:Subnet';
const gateway = 'aws:ec2/natGateway:NatGateway';

/**
 * Zones matter where the program pays for a second one: where a database is Multi-AZ. Elsewhere one NAT gateway is a fair
 * saving (https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html).
 */
export const natPerZone: Rule = {
  id: 'nat-per-zone',
  title: 'Where zones matter, each private subnet goes out through a NAT gateway of its own zone.',
  why: 'A NAT gateway lives in one zone: when that zone fails, the subnets of the others lose their way out with it.',
  remedy: `Make one NAT gateway and one private route table per zone:
  zones.forEach(zone => {
    const nat = new aws.ec2.NatGateway(zone.name, { subnetId: zone.publicSubnet.id, allocationId: zone.address.id });
    new aws.ec2.Route(zone.name, {
      routeTableId: zone.privateTable.id, destinationCidrBlock: '0.0.0.0/0', natGatewayId: nat.id,
    });
  });`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html',
  check: graph => {
    const gateways = graph.ofType(gateway);
    if (gateways.length === 0) return [];
    if (!zonesMatter(graph)) {
      return gateways.map(resource => ({
        resource,
        verdict: 'not-applicable',
        message: 'No database of the program is Multi-AZ.',
      }));
    }
    return graph.ofType(subnet).flatMap(node => subnetFinding(graph, node));
  },
};

function zonesMatter(graph: ResourceGraph): boolean {
  const isOn = (value: unknown) => value === true || value === 'true';
  return (
    graph.ofType('aws:rds/instance:Instance').some(({ inputs }) => isOn(inputs.multiAz)) ||
    graph.ofType('aws:rds/cluster:Cluster').some(({ inputs }) => listOf(inputs.availabilityZones).length > 1)
  );
}

function subnetFinding(graph: ResourceGraph, node: Node): Finding[] {
  const ways = natGatewaysOf(graph, node);
  const zone = zoneOf(node);
  return ways.map(({ gateway: nat, by }): Finding => {
    const [home] = graph.targets(nat, ['subnetId'], subnetTypes);
    const natZone = home?.node && zoneOf(home.node);
    if (zone === undefined || natZone === undefined) {
      const message = `The zone of ${zone === undefined ? node.name : nat.name} is known only when it is deployed.`;
      return { resource: by, verdict: 'unverifiable', message };
    }
    return zone === natZone
      ? { resource: by, verdict: 'pass', message: `${node.name} goes out in its own zone.` }
      : {
          resource: by,
          verdict: 'fail',
          message: `${node.name} is in ${zone} and goes out through ${nat.name} in ${natZone}.`,
        };
  });
}
