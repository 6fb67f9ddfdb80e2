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
} from '@goldpath/policies';
import type { Exposure, Network, Subnet } from '../drawing.ts';
import type { SubnetRef } from './place.ts';
import { textOf } from './words.ts';

const order: readonly Exposure[] = ['public', 'private', 'unknown', 'isolated'];

/** The VPCs of a program with their subnets, and which of them stands for what a resource names. */
export interface Networks {
  networks: Network[];
  /** ids of the network and the subnet */
  find(ref: SubnetRef): { network: string; subnet: string };
  /** id of the network */
  findVpc(vpc: Node): string;
}

/** What a subnet may say of the VPC that it lies in. */
type VpcRef = { key: Node | string; name: string; detail: string; certain: boolean };

/** @param refs all subnets that resources of the program name */
export function networksOf(graph: ResourceGraph, refs: readonly SubnetRef[]): Networks {
  const networks = new Map<Node | string, Network>();
  const cells = new Map<Node | string, { network: string; subnet: string }>();
  const open = ({ key, name, detail, certain }: VpcRef): Network => {
    const known = networks.get(key);
    if (known) return known;
    const network = { id: `vpc${networks.size + 1}`, name, detail, certain, subnets: [] };
    networks.set(key, network);
    return network;
  };
  const add = (key: Node | string, network: Network, subnet: Omit<Subnet, 'id' | 'tier'>) => {
    if (cells.has(key)) return;
    const id = `${network.id}.${network.subnets.length + 1}`;
    network.subnets.push({ id, tier: 0, ...subnet });
    cells.set(key, { network: network.id, subnet: id });
  };
  for (const vpc of graph.ofType(...vpcTypes)) open(vpcRef(graph, vpc));
  for (const subnet of graph.ofType(...subnetTypes))
    add(subnet, open(vpcOf(graph, subnet)), cellOf(graph, subnet));
  for (const ref of refs) {
    if (ref === 'default')
      add(ref, open(defaultVpc(graph)), { name: 'Default subnets', detail: '', exposure: 'public' });
    else if (ref === 'unknown')
      add(ref, open(untold), { name: 'Known only when it is deployed', detail: '', exposure: 'unknown' });
    else if ('existing' in ref) {
      const name = ref.existing === 'subnet-outside' ? 'Looked-up subnets' : ref.existing;
      add(ref.existing, open(existing()), { name, detail: '', exposure: 'unknown' });
    }
  }
  for (const network of networks.values()) setTiers(network);
  return {
    networks: [...networks.values()],
    find: ref =>
      cells.get(typeof ref === 'object' && 'existing' in ref ? ref.existing : ref) as {
        network: string;
        subnet: string;
      },
    findVpc: vpc => open(vpcRef(graph, vpc)).id,
  };
}

const untold: VpcRef = {
  key: 'unknown',
  name: 'A VPC not told yet',
  detail: 'known only when it is deployed',
  certain: false,
};

const existing = (name = 'A VPC that exists already'): VpcRef => ({
  key: name,
  name,
  detail: '',
  certain: false,
});

function vpcRef(graph: ResourceGraph, vpc: Node): VpcRef {
  const gateway = graph.ofType('aws:ec2/internetGateway:InternetGateway');
  const attached = graph.ofType('aws:ec2/internetGatewayAttachment:InternetGatewayAttachment');
  const hasGateway = [...gateway, ...attached].some(({ inputs }) =>
    listOf(inputs.vpcId).some(value => graph.target(value, 'vpcId', vpcTypes).node === vpc),
  );
  const words = [
    textOf(vpc.inputs.cidrBlock),
    ...(hasGateway ? ['internet gateway'] : []),
    ...(vpc.external ? ['exists already'] : []),
  ];
  return { key: vpc, name: `VPC ${vpc.name}`, detail: words.filter(Boolean).join(', '), certain: true };
}

function defaultVpc(graph: ResourceGraph): VpcRef {
  const [vpc] = graph.ofType('aws:ec2/defaultVpc:DefaultVpc');
  return vpc
    ? vpcRef(graph, vpc)
    : { key: 'default', name: 'Default VPC', detail: 'of the account', certain: true };
}

function vpcOf(graph: ResourceGraph, subnet: Node): VpcRef {
  const value = subnet.inputs.vpcId;
  if (subnet.type === 'aws:ec2/defaultSubnet:DefaultSubnet') return defaultVpc(graph);
  const { node } = graph.target(value, 'vpcId', vpcTypes);
  if (node) return vpcRef(graph, node);
  if (value === undefined) return existing();
  if (typeof value !== 'string' || isUnknown(value)) return untold;
  if (value.startsWith('vpc-default')) return defaultVpc(graph);
  return existing(/^vpc-\w+$/.test(value) ? `VPC ${value}` : undefined);
}

function cellOf(graph: ResourceGraph, subnet: Node): Omit<Subnet, 'id' | 'tier'> {
  const zone = zoneOf(subnet);
  return {
    name: subnet.name,
    detail: textOf(subnet.inputs.cidrBlock),
    exposure: exposureIn(graph, subnet),
    ...(zone !== undefined && { zone }),
  };
}

function exposureIn(graph: ResourceGraph, subnet: Node): Exposure {
  const { kind } = exposureOf(graph, subnet);
  if (kind !== 'private') return kind;
  return natGatewaysOf(graph, subnet).length > 0 || leadsOut(graph, subnet) ? 'private' : 'isolated';
}

/** Whether a route of its table leads anywhere else than to an endpoint: a NAT gateway of others, a transit gateway, a peer. */
function leadsOut(graph: ResourceGraph, subnet: Node): boolean {
  const tableTypes = ['aws:ec2/routeTable:RouteTable', 'aws:ec2/defaultRouteTable:DefaultRouteTable'];
  const tables = graph
    .pointingAt(subnet, 'aws:ec2/routeTableAssociation:RouteTableAssociation', ['subnetId'])
    .flatMap(association => graph.targets(association, ['routeTableId'], [...tableTypes, ...vpcTypes]))
    .flatMap(({ node }) => node ?? []);
  const [vpc] = graph.targets(subnet, ['vpcId'], vpcTypes);
  const main = vpc?.node
    ? [
        vpc.node,
        ...graph.pointingAt(vpc.node, 'aws:ec2/defaultRouteTable:DefaultRouteTable', ['defaultRouteTableId']),
      ]
    : [];
  return (tables.length > 0 ? tables : main).some(
    table =>
      listOf(table.inputs.routes).length > 0 ||
      graph.pointingAt(table, 'aws:ec2/route:Route', ['routeTableId']).length > 0,
  );
}

/** Rows of the table: the first subnet of each zone, then the second ones, for each way in and out. */
function setTiers({ subnets }: Network): void {
  let next = 0;
  for (const exposure of order) {
    const rank = new Map<string, number>();
    const ranks = subnets
      .filter(subnet => subnet.exposure === exposure)
      .map(subnet => {
        const seen = rank.get(subnet.zone ?? '') ?? 0;
        rank.set(subnet.zone ?? '', seen + 1);
        // of subnets without a zone several stand side by side, for they may be of several zones
        const row = subnet.zone === undefined ? Math.floor(seen / widest) : seen;
        subnet.tier = next + row;
        return row;
      });
    next += ranks.length > 0 ? Math.max(...ranks) + 1 : 0;
  }
}

const widest = 4;
