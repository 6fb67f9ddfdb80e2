import { isUnknown, listOf, type Node } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, isSet, pass, type Result, unknown } from './settings.ts';

/** Networks are at least this narrow: the largest that AWS allows is a /16, and private ranges begin at 10.0.0.0/8. */
const widest = 8;

export const peeringRoutesNarrow: PolicyRule = {
  id: 'peering-routes-narrow',
  title: 'Routes to a peered network name its addresses.',
  why: 'With a route for every address, traffic for the internet goes into a network that others own.',
  fix: `Name the addresses of the other network, or of the part of it that is needed:
  destinationCidrBlock: '10.1.2.0/24', vpcPeeringConnectionId: peering.id`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html',
  scope: 'resource',
  check: eachOf(
    ['aws:ec2/route:Route', 'aws:ec2/routeTable:RouteTable', 'aws:ec2/defaultRouteTable:DefaultRouteTable'],
    routesResult,
  ),
  examples: {
    passing: [
      `new aws.ec2.Route('shop', { routeTableId: 'rtb-1', destinationCidrBlock: '10.1.2.0/24', vpcPeeringConnectionId: 'pcx-1' });`,
    ],
    failing: [
      `new aws.ec2.Route('shop', { routeTableId: 'rtb-1', destinationCidrBlock: '0.0.0.0/0', vpcPeeringConnectionId: 'pcx-1' });`,
      `new aws.ec2.RouteTable('shop', { vpcId: 'vpc-1', routes: [{ ipv6CidrBlock: '::/0', vpcPeeringConnectionId: 'pcx-1' }] });`,
    ],
  },
};

function routesResult({ inputs }: Node): Result {
  const routes = [inputs, ...listOf(inputs.routes)] as Node['inputs'][];
  const peered = routes.filter(route => isSet(route.vpcPeeringConnectionId));
  if (peered.length === 0) return routes.some(isUnknown) ? unknown('routes') : undefined;
  const destinations = peered.map(
    route =>
      route.destinationCidrBlock ?? route.destinationIpv6CidrBlock ?? route.cidrBlock ?? route.ipv6CidrBlock,
  );
  if (destinations.some(isWide)) return fail('A route to a peered network is for every address.');
  return destinations.some(isUnknown)
    ? unknown('The destination of a route')
    : pass('Its routes to peered networks name their addresses.');
}

function isWide(destination: unknown): boolean {
  const length = /\/(\d+)$/.exec(String(destination))?.[1];
  return length !== undefined && Number(length) < widest;
}
