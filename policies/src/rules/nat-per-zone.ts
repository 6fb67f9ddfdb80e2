import { listOf, natGatewaysOf, type Node, type ResourceGraph, subnetTypes, zoneOf } from '@goldpath/program';
import type { Finding, PolicyRule } from './rule.ts';

const types = {
  subnet: 'aws:ec2/subnet:Subnet',
  gateway: 'aws:ec2/natGateway:NatGateway',
  database: 'aws:rds/instance:Instance',
  cluster: 'aws:rds/cluster:Cluster',
};

/**
 * Zones matter where the program pays for a second one: where a database is Multi-AZ. Elsewhere a single NAT gateway is a
 * reasonable saving (https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html).
 */
export const natPerZone: PolicyRule = {
  id: 'nat-per-zone',
  title: 'Where a database is Multi-AZ, each private subnet uses a NAT gateway in its own zone.',
  why: 'A NAT gateway is in one zone: when that zone fails, the subnets of other zones that use it lose their way out too.',
  fix: `Create one NAT gateway and one private route table per zone:
  zones.forEach(zone => {
    const nat = new aws.ec2.NatGateway(zone.name, { subnetId: zone.publicSubnet.id, allocationId: zone.address.id });
    new aws.ec2.Route(zone.name, {
      routeTableId: zone.privateTable.id, destinationCidrBlock: '0.0.0.0/0', natGatewayId: nat.id,
    });
  });`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html',
  check: graph => {
    const gateways = graph.ofType(types.gateway);
    if (gateways.length === 0) return [];
    if (hasMultiAzDatabase(graph))
      return graph.ofType(types.subnet).flatMap(node => subnetFindings(graph, node));
    const message = 'No database of the program is Multi-AZ.';
    return gateways.map(resource => ({ resource, verdict: 'not-applicable', message }));
  },
};

function hasMultiAzDatabase(graph: ResourceGraph): boolean {
  const isOn = (value: unknown) => value === true || value === 'true';
  return (
    graph.ofType(types.database).some(({ inputs }) => isOn(inputs.multiAz)) ||
    graph.ofType(types.cluster).some(({ inputs }) => listOf(inputs.availabilityZones).length > 1)
  );
}

/** One finding for each route of a subnet to a NAT gateway. */
function subnetFindings(graph: ResourceGraph, subnet: Node): Finding[] {
  const zone = zoneOf(subnet);
  return natGatewaysOf(graph, subnet).map(({ gateway, by: resource }) => {
    const [home] = graph.targets(gateway, ['subnetId'], subnetTypes);
    const gatewayZone = home?.node && zoneOf(home.node);
    if (zone === undefined || gatewayZone === undefined) {
      const { name } = zone === undefined ? subnet : gateway;
      const message = `The zone of ${name} is known only when it is deployed.`;
      return { resource, verdict: 'unverifiable', message };
    }
    if (zone === gatewayZone) {
      const message = `${subnet.name} uses a NAT gateway in its own zone.`;
      return { resource, verdict: 'pass', message };
    }
    const message = `${subnet.name} is in ${zone} and uses the NAT gateway ${gateway.name} in ${gatewayZone}.`;
    return { resource, verdict: 'fail', message };
  });
}
