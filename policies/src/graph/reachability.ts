import { isUnknown, listOf, valueAt, type Node, type ResourceGraph } from './graph.ts';

/** Whether the internet can be reached by a route of a subnet's route table, and why. */
export type Exposure =
  | { kind: 'private' }
  /** `by` makes it public: the route, or the table that holds it */
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

/** Types of a subnet that a program can hold. */
export const subnetTypes = [types.subnet, types.defaultSubnet];

/** Where else a route can lead: none of them is an internet gateway. */
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
/** What `gatewayId` may hold that is no internet gateway. */
const privateGateway = /^(local$|vgw-|nat-|eigw-|vpce-)/;

const tableTypes = [types.table, types.defaultTable, types.vpc];

/**
 * Joins a subnet to its route table (associated, else the main one of its VPC) and the table to its routes. A subnet is
 * public when one of them leads to an internet gateway: that is AWS's own definition
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
  const tables = tablesOf(graph, subnet);
  const unknown = tables.find(table => typeof table === 'string');
  if (typeof unknown === 'string') return { kind: 'unknown', why: unknown };
  return worst((tables as Node[]).map(table => tableExposure(graph, table)));
}

function worst(exposures: Exposure[]): Exposure {
  return (
    exposures.find(({ kind }) => kind === 'public') ??
    exposures.find(({ kind }) => kind === 'unknown') ?? { kind: 'private' }
  );
}

/** The zone of a subnet, by its name or its id, where the program says it. */
export function zoneOf({ inputs }: Node): string | undefined {
  const zone = [inputs.availabilityZone, inputs.availabilityZoneId].find(
    value => typeof value === 'string' && value !== '' && !isUnknown(value),
  );
  return zone as string | undefined;
}

/**
 * The routes of a subnet that lead to a NAT gateway of the program.
 *
 * @returns each gateway with the resource that says so
 */
export function natGatewaysOf(graph: ResourceGraph, subnet: Node): { gateway: Node; by: Node }[] {
  const tables = tablesOf(graph, subnet).filter(table => typeof table !== 'string');
  return tables
    .flatMap(table => sameTable(graph, table))
    .flatMap(table => [
      ...listOf(table.inputs.routes).map(route => ({ by: table, value: valueAt(route, ['natGatewayId']) })),
      ...graph
        .pointingAt(table, types.route, ['routeTableId'])
        .map(route => ({ by: route, value: route.inputs.natGatewayId })),
    ])
    .flatMap(({ by, value }) => {
      const { node } = graph.target(value, 'natGatewayId', ['aws:ec2/natGateway:NatGateway']);
      return node ? [{ gateway: node, by }] : [];
    });
}

/** The tables that may be the subnet's (a VPC stands for its main table), or why they cannot be told. */
function tablesOf(graph: ResourceGraph, subnet: Node): (Node | string)[] {
  const associations = graph.pointingAt(subnet, types.association, ['subnetId']);
  if (associations.length > 0) {
    return associations.flatMap(association =>
      graph
        .targets(association, ['routeTableId'], tableTypes)
        .map(target => target.node ?? `the route table of ${subnet.name}: ${target.unknown}`),
    );
  }
  if (subnet.external)
    return [`${subnet.name} is not made by this program, nor is its route table joined here`];
  const unclear = graph.remember('association', 'unclear', () =>
    graph.ofType(types.association).find(node => isUnknown(node.inputs.subnetId)),
  );
  if (unclear)
    return [`which subnet ${unclear.name} joins to a route table is known only when it is deployed`];
  const [vpc] = graph.targets(subnet, ['vpcId'], [types.vpc, types.defaultVpc]);
  if (!vpc?.node) return [`the VPC of ${subnet.name}: ${vpc?.unknown ?? 'it has none'}`];
  const mains = graph.pointingAt(vpc.node, types.main, ['vpcId']);
  if (mains.length === 0) return [vpc.node];
  return mains.flatMap(main =>
    graph
      .targets(main, ['routeTableId'], tableTypes)
      .map(target => target.node ?? `the main route table of ${vpc.node.name}: ${target.unknown}`),
  );
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
    .map(route => judge(graph, route, route.inputs));
  return worst([...inline, ...separate, ...unseen(graph, same)]);
}

/** Routes that the table may have though the program does not say so. */
function unseen(graph: ResourceGraph, same: Node[]): Exposure[] {
  const foreign = same.every(({ external }) => external)
    ? same.map(({ name }): Exposure => ({
        kind: 'unknown',
        why: `the routes of ${name} are not those of this program`,
      }))
    : [];
  const adrift = graph
    .remember('route', 'adrift', () =>
      graph.ofType(types.route).filter(route => isUnknown(route.inputs.routeTableId)),
    )
    .filter(route => judge(graph, route, route.inputs).kind !== 'private')
    .map(({ name }): Exposure => ({
      kind: 'unknown',
      why: `the route table of ${name} is known only when it is deployed`,
    }));
  return [...foreign, ...adrift];
}

/** A VPC's main table has two faces: the VPC, and the DefaultRouteTable that manages it. */
function sameTable(graph: ResourceGraph, table: Node): Node[] {
  const vpcOf = (node: Node) =>
    graph.targets(node, ['defaultRouteTableId'], [types.vpc]).map(target => target.node);
  if (table.type === types.vpc)
    return [table, ...graph.pointingAt(table, types.defaultTable, ['defaultRouteTableId'])];
  if (table.type === types.defaultTable) return [table, ...vpcOf(table).filter(node => node !== undefined)];
  return [table];
}

function inlineRoutes(graph: ResourceGraph, table: Node): Exposure[] {
  const { routes } = table.inputs;
  if (routes === undefined) return [];
  return (Array.isArray(routes) ? routes : [routes]).map(route =>
    typeof route === 'object' && route !== null
      ? judge(graph, table, route as Record<string, unknown>)
      : { kind: 'unknown', why: `the routes of ${table.name} are known only when it is deployed` },
  );
}

/** One route, which stands in `owner` itself or in its list of routes. */
function judge(graph: ResourceGraph, owner: Node, route: Record<string, unknown>): Exposure {
  const gateway = route.gatewayId;
  if (gateway === undefined || gateway === '') {
    if (privateTargets.some(target => route[target] !== undefined && route[target] !== ''))
      return { kind: 'private' };
    return { kind: 'unknown', why: `the program does not say where a route of ${owner.name} leads` };
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
