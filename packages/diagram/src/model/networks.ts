import {
  exposureOf,
  isUnknown,
  listOf,
  natGatewaysOf,
  type Node,
  type ResourceGraph,
  subnetTypes,
  vpcTypes,
  zoneOf,
} from '@goldpath/program';
import type { Exposure, Network, Subnet } from '../elements.ts';
import { knownString } from './knownString.ts';
import { keyOf, type SubnetRef } from './placement.ts';

/** The ids of a subnet and its network. */
interface Cell {
  network: string;
  subnet: string;
}

/** The VPCs of a program with their subnets. */
export interface Networks {
  networks: Network[];
  /** returns the ids of a subnet and its network */
  find(ref: SubnetRef): Cell;
  /** returns the id of a VPC's network */
  findVpc(vpc: Node): string;
}

/** A VPC as its subnets refer to it. */
interface VpcRef {
  key: Node | string;
  name: string;
  detail: string;
  certain: boolean;
}

type SubnetCell = Omit<Subnet, 'id' | 'tier'>;

/**
 * Returns the networks of a program.
 *
 * @param refs all subnets that resources of the program refer to
 */
export function networksOf(graph: ResourceGraph, refs: readonly SubnetRef[]): Networks {
  const networks = new Map<Node | string, Network>();
  const cells = new Map<Node | string, Cell>();
  const open = ({ key, name, detail, certain }: VpcRef): Network => {
    const known = networks.get(key);
    if (known) return known;
    const network = { id: `vpc${networks.size + 1}`, name, detail, certain, subnets: [] };
    networks.set(key, network);
    return network;
  };
  const add = (key: Node | string, vpc: VpcRef, subnet: SubnetCell) => {
    if (cells.has(key)) return;
    const network = open(vpc);
    const id = `${network.id}.${network.subnets.length + 1}`;
    network.subnets.push({ id, tier: 0, ...subnet });
    cells.set(key, { network: network.id, subnet: id });
  };
  for (const vpc of graph.ofType(...vpcTypes)) open(vpcRef(graph, vpc));
  for (const subnet of graph.ofType(...subnetTypes)) add(subnet, vpcOf(graph, subnet), cellOf(graph, subnet));
  for (const ref of refs) {
    const foreign = foreignSubnet(graph, ref);
    if (foreign) add(keyOf(ref), foreign.vpc, foreign.subnet);
  }
  for (const network of networks.values()) setTiers(network);
  return {
    networks: [...networks.values()],
    find: ref => cells.get(keyOf(ref)) as Cell,
    findVpc: vpc => open(vpcRef(graph, vpc)).id,
  };
}

const unknownVpc: VpcRef = {
  key: 'unknown',
  name: 'Unknown VPC',
  detail: 'known only when it is deployed',
  certain: false,
};

function existingVpc(name = 'Existing VPC'): VpcRef {
  return { key: name, name, detail: '', certain: false };
}

/** A subnet that is not a resource of the program; `undefined` for one that is. */
function foreignSubnet(
  graph: ResourceGraph,
  ref: SubnetRef,
): { vpc: VpcRef; subnet: SubnetCell } | undefined {
  if (ref === 'default')
    return {
      vpc: defaultVpc(graph),
      subnet: { name: 'Default subnets', detail: '', exposure: 'public' },
    };
  if (ref === 'unknown')
    return {
      vpc: unknownVpc,
      subnet: { name: 'Known only when it is deployed', detail: '', exposure: 'unknown' },
    };
  if (!('existing' in ref)) return undefined;
  const name = ref.existing === 'subnet-outside' ? 'Looked-up subnets' : ref.existing;
  return { vpc: existingVpc(), subnet: { name, detail: '', exposure: 'unknown' } };
}

function vpcRef(graph: ResourceGraph, vpc: Node): VpcRef {
  const details = [knownString(vpc.inputs.cidrBlock)].filter(Boolean);
  if (hasInternetGateway(graph, vpc)) details.push('internet gateway');
  if (vpc.external) details.push('exists already');
  return { key: vpc, name: `VPC ${vpc.name}`, detail: details.join(', '), certain: true };
}

function hasInternetGateway(graph: ResourceGraph, vpc: Node): boolean {
  const types = [
    'aws:ec2/internetGateway:InternetGateway',
    'aws:ec2/internetGatewayAttachment:InternetGatewayAttachment',
  ];
  return graph
    .ofType(...types)
    .some(({ inputs }) =>
      listOf(inputs.vpcId).some(value => graph.target(value, 'vpcId', vpcTypes).node === vpc),
    );
}

function defaultVpc(graph: ResourceGraph): VpcRef {
  const [vpc] = graph.ofType('aws:ec2/defaultVpc:DefaultVpc');
  if (vpc) return vpcRef(graph, vpc);
  return { key: 'default', name: 'Default VPC', detail: 'of the account', certain: true };
}

function vpcOf(graph: ResourceGraph, subnet: Node): VpcRef {
  const value = subnet.inputs.vpcId;
  if (subnet.type === 'aws:ec2/defaultSubnet:DefaultSubnet') return defaultVpc(graph);
  const { node } = graph.target(value, 'vpcId', vpcTypes);
  if (node) return vpcRef(graph, node);
  if (value === undefined) return existingVpc();
  if (typeof value !== 'string' || isUnknown(value)) return unknownVpc;
  if (value.startsWith('vpc-default')) return defaultVpc(graph);
  return existingVpc(/^vpc-\w+$/.test(value) ? `VPC ${value}` : undefined);
}

function cellOf(graph: ResourceGraph, subnet: Node): SubnetCell {
  const cell: SubnetCell = {
    name: subnet.name,
    detail: knownString(subnet.inputs.cidrBlock),
    exposure: exposureIn(graph, subnet),
  };
  const zone = zoneOf(subnet);
  if (zone !== undefined) cell.zone = zone;
  return cell;
}

function exposureIn(graph: ResourceGraph, subnet: Node): Exposure {
  const { kind } = exposureOf(graph, subnet);
  if (kind !== 'private') return kind;
  return natGatewaysOf(graph, subnet).length > 0 || hasRoutes(graph, subnet) ? 'private' : 'isolated';
}

/** Whether its route table has a route, such as to a NAT gateway of another program, a transit gateway or a peer. */
function hasRoutes(graph: ResourceGraph, subnet: Node): boolean {
  return routeTablesOf(graph, subnet).some(
    table =>
      listOf(table.inputs.routes).length > 0 ||
      graph.pointingAt(table, 'aws:ec2/route:Route', ['routeTableId']).length > 0,
  );
}

/** The route tables of a subnet, or else the main one of its VPC. */
function routeTablesOf(graph: ResourceGraph, subnet: Node): Node[] {
  const mainType = 'aws:ec2/defaultRouteTable:DefaultRouteTable';
  const tableTypes = ['aws:ec2/routeTable:RouteTable', mainType, ...vpcTypes];
  const tables = graph
    .pointingAt(subnet, 'aws:ec2/routeTableAssociation:RouteTableAssociation', ['subnetId'])
    .flatMap(association => graph.targets(association, ['routeTableId'], tableTypes))
    .map(({ node }) => node)
    .filter(node => node !== undefined);
  if (tables.length > 0) return tables;
  const [vpc] = graph.targets(subnet, ['vpcId'], vpcTypes);
  if (!vpc?.node) return [];
  return [vpc.node, ...graph.pointingAt(vpc.node, mainType, ['defaultRouteTableId'])];
}

/** The order of the rows. */
const exposures: readonly Exposure[] = ['public', 'private', 'unknown', 'isolated'];

/** The number of subnets without a zone in a row. They are drawn side by side, since they may be in different zones. */
const MAX_WITHOUT_ZONE = 4;

/** Assigns rows: for each exposure a row with the first subnet of each zone, then a row with the second ones. */
function setTiers({ subnets }: Network): void {
  let next = 0;
  for (const exposure of exposures) {
    const counts = new Map<string, number>();
    const first = next;
    for (const subnet of subnets.filter(one => one.exposure === exposure)) {
      const zone = subnet.zone ?? '';
      const count = counts.get(zone) ?? 0;
      counts.set(zone, count + 1);
      subnet.tier = first + (subnet.zone === undefined ? Math.floor(count / MAX_WITHOUT_ZONE) : count);
      next = Math.max(next, subnet.tier + 1);
    }
  }
}
