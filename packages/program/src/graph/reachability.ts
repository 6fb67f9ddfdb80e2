import { isUnknown, listOf, type Node, type ResourceGraph, valueAt } from './graph.ts';

/** Whether a route of a subnet's route table leads to the internet, and why. */
export type Exposure =
  | { kind: 'private' }
  /** `by` makes it public: the route, or the route table that contains it */
  | { kind: 'public'; by: Node; why: string }
  | { kind: 'unknown'; why: string };

const types = {
  association: 'aws:ec2/routeTableAssociation:RouteTableAssociation',
  defaultSubnet: 'aws:ec2/defaultSubnet:DefaultSubnet',
  defaultTable: 'aws:ec2/defaultRouteTable:DefaultRouteTable',
  defaultVpc: 'aws:ec2/defaultVpc:DefaultVpc',
  internetGateway: 'aws:ec2/internetGateway:InternetGateway',
  main: 'aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation',
  route: 'aws:ec2/route:Route',
  subnet: 'aws:ec2/subnet:Subnet',
  table: 'aws:ec2/routeTable:RouteTable',
  vpc: 'aws:ec2/vpc:Vpc',
};

/** The types of a subnet. */
export const subnetTypes = [types.subnet, types.defaultSubnet];

/** The targets of a route that are not an internet gateway. */
const privateTargets = [
  'carrierGatewayId',
  'coreNetworkArn',
  'egressOnlyGatewayId',
  'localGatewayId',
  'natGatewayId',
  'networkInterfaceId',
  'odbNetworkArn',
  'transitGatewayId',
  'vpcEndpointId',
  'vpcPeeringConnectionId',
];
/** The values of `gatewayId` that are not an internet gateway. */
const privateGateway = /^(local$|vgw-|nat-|eigw-|vpce-)/;

const tableTypes = [types.table, types.defaultTable, types.vpc];

/**
 * Determines whether a subnet is public from the routes of its route table (the associated one, else the main one of its
 * VPC). A subnet is public when a route leads to an internet gateway: that is AWS's definition
 * (https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html#subnet-types).
 */
export function exposureOf(graph: ResourceGraph, subnet: Node): Exposure {
  return graph.remember(subnet, 'exposure', () => findExposure(graph, subnet));
}

function findExposure(graph: ResourceGraph, subnet: Node): Exposure {
  if (subnet.type === types.defaultSubnet) {
    return {
      kind: 'public',
      by: subnet,
      why: `${subnet.name} is a subnet of the default VPC, which is public`,
    };
  }
  const { tables, unknown } = tablesOf(graph, subnet);
  if (unknown !== undefined) return { kind: 'unknown', why: unknown };
  return worst(tables.map(table => tableExposure(graph, table)));
}

function worst(exposures: Exposure[]): Exposure {
  const open = exposures.find(({ kind }) => kind === 'public');
  return open ?? exposures.find(({ kind }) => kind === 'unknown') ?? { kind: 'private' };
}

/** Returns the name or the id of a subnet's availability zone; `undefined` when the program does not define it. */
export function zoneOf({ inputs }: Node): string | undefined {
  return [inputs.availabilityZone, inputs.availabilityZoneId]
    .filter(value => typeof value === 'string')
    .find(value => value !== '' && !isUnknown(value));
}

/**
 * Returns the NAT gateways of the program that a subnet's routes lead to.
 *
 * @returns each gateway with the resource that defines the route
 */
export function natGatewaysOf(graph: ResourceGraph, subnet: Node): { gateway: Node; by: Node }[] {
  const found: { gateway: Node; by: Node }[] = [];
  const add = (by: Node, value: unknown) => {
    const { node } = graph.target(value, 'natGatewayId', ['aws:ec2/natGateway:NatGateway']);
    if (node) found.push({ gateway: node, by });
  };
  for (const table of tablesOf(graph, subnet).tables.flatMap(one => sameTable(graph, one))) {
    for (const route of listOf(table.inputs.routes)) add(table, valueAt(route, ['natGatewayId']));
    for (const route of graph.pointingAt(table, types.route, ['routeTableId']))
      add(route, route.inputs.natGatewayId);
  }
  return found;
}

/** The route tables that may be a subnet's; a VPC stands for its main table. */
interface Tables {
  tables: Node[];
  /** why there may be others */
  unknown?: string;
}

function tablesOf(graph: ResourceGraph, subnet: Node): Tables {
  const associations = graph.pointingAt(subnet, types.association, ['subnetId']);
  if (associations.length > 0)
    return associatedTables(graph, associations, `the route table of ${subnet.name}`);
  if (subnet.external) {
    const unknown = `${subnet.name} is not created by this program, and neither is its route table association`;
    return { tables: [], unknown };
  }
  const unclear = graph.remember('association', 'unclear', () =>
    graph.ofType(types.association).find(node => isUnknown(node.inputs.subnetId)),
  );
  if (unclear)
    return { tables: [], unknown: `the subnet of ${unclear.name} is known only when it is deployed` };
  const [vpc] = graph.targets(subnet, ['vpcId'], [types.vpc, types.defaultVpc]);
  if (!vpc?.node)
    return { tables: [], unknown: `the VPC of ${subnet.name}: ${vpc?.unknown ?? 'it has none'}` };
  const mains = graph.pointingAt(vpc.node, types.main, ['vpcId']);
  if (mains.length === 0) return { tables: [vpc.node] };
  return associatedTables(graph, mains, `the main route table of ${vpc.node.name}`);
}

/** @param name the table, as messages name it */
function associatedTables(graph: ResourceGraph, associations: readonly Node[], name: string): Tables {
  const targets = associations.flatMap(node => graph.targets(node, ['routeTableId'], tableTypes));
  const tables = targets.map(({ node }) => node).filter(node => node !== undefined);
  const reason = targets.find(target => !target.node)?.unknown;
  if (reason === undefined) return { tables };
  return { tables, unknown: `${name}: ${reason}` };
}

function tableExposure(graph: ResourceGraph, table: Node): Exposure {
  return graph.remember(table, 'table exposure', () => findTableExposure(graph, table));
}

function findTableExposure(graph: ResourceGraph, table: Node): Exposure {
  if (table.type === types.defaultVpc) {
    return {
      kind: 'public',
      by: table,
      why: `${table.name} is the default VPC, whose main route table is public`,
    };
  }
  const same = sameTable(graph, table);
  const inline = same.flatMap(node => inlineRoutes(graph, node));
  const separate = same
    .flatMap(node => graph.pointingAt(node, types.route, ['routeTableId']))
    .map(route => routeExposure(graph, route, route.inputs));
  return worst([...inline, ...separate, ...possibleRoutes(graph, same)]);
}

/** Routes that the table may have although the program does not define them. */
function possibleRoutes(graph: ResourceGraph, same: Node[]): Exposure[] {
  const unresolved = graph.remember('route', 'unresolved', () =>
    graph
      .ofType(types.route)
      .filter(route => isUnknown(route.inputs.routeTableId))
      .filter(route => routeExposure(graph, route, route.inputs).kind !== 'private'),
  );
  const reasons = unresolved.map(
    ({ name }) => `the route table of ${name} is known only when it is deployed`,
  );
  if (same.every(({ external }) => external))
    reasons.unshift(...same.map(({ name }) => `the program does not define the routes of ${name}`));
  return reasons.map(why => ({ kind: 'unknown', why }));
}

/** A VPC's main table is represented by two resources: the VPC, and the DefaultRouteTable that manages it. */
function sameTable(graph: ResourceGraph, table: Node): Node[] {
  const input = ['defaultRouteTableId'];
  if (table.type === types.vpc) return [table, ...graph.pointingAt(table, types.defaultTable, input)];
  if (table.type !== types.defaultTable) return [table];
  const vpcs = graph.targets(table, input, [types.vpc]).map(({ node }) => node);
  return [table, ...vpcs.filter(node => node !== undefined)];
}

function inlineRoutes(graph: ResourceGraph, table: Node): Exposure[] {
  const { routes } = table.inputs;
  if (routes === undefined) return [];
  return [routes].flat().map((route: unknown): Exposure => {
    if (typeof route === 'object' && route !== null)
      return routeExposure(graph, table, route as Record<string, unknown>);
    return { kind: 'unknown', why: `the routes of ${table.name} are known only when it is deployed` };
  });
}

/** @param owner the route, or the route table that contains it */
function routeExposure(graph: ResourceGraph, owner: Node, route: Record<string, unknown>): Exposure {
  const gateway = route.gatewayId;
  if (gateway === undefined || gateway === '') {
    if (privateTargets.some(target => route[target] !== undefined && route[target] !== ''))
      return { kind: 'private' };
    return { kind: 'unknown', why: `the program does not define the target of a route of ${owner.name}` };
  }
  if (typeof gateway !== 'string' || isUnknown(gateway))
    return { kind: 'unknown', why: `the gateway of ${owner.name} is known only when it is deployed` };
  const { node: target } = graph.target(gateway, 'gatewayId', Object.values(types));
  if (target?.type === types.internetGateway || (!target && gateway.startsWith('igw-')))
    return {
      kind: 'public',
      by: owner,
      why: `${owner.name} sends ${destinationOf(route)} to an internet gateway`,
    };
  if (target || privateGateway.test(gateway)) return { kind: 'private' };
  return {
    kind: 'unknown',
    why: `the gateway '${gateway}' of ${owner.name} is not a resource of this program`,
  };
}

function destinationOf(route: Record<string, unknown>): string {
  const blocks = ['destinationCidrBlock', 'destinationIpv6CidrBlock', 'cidrBlock', 'ipv6CidrBlock']
    .map(key => route[key])
    .filter(block => typeof block === 'string' && block !== '' && !isUnknown(block));
  return blocks.join(', ') || 'traffic';
}
