import {
  canonical,
  databaseTypes,
  type Group,
  ingressOf,
  natGatewaysOf,
  type Node,
  opens,
  type Permission,
  portOf,
  type Ports,
  subnetTypes,
} from '@goldpath/program';
import type { Item } from '../elements.ts';
import { allPorts } from '../ports.ts';
import { addresses, anythingIn, internet, unknownSource } from './externalItems.ts';
import { listenerPortsOf } from './listeners.ts';
import type { Membership } from './membership.ts';
import { publicAddressOf } from './publicAddress.ts';
import type { Scene } from './scene.ts';

/** Adds an arrow from a source to the item that a permission is for. */
type AddSource = (from: string, certain?: boolean) => void;

type MembersOf = (key: Node | string) => Item[];

/**
 * Adds arrows from the sources that security groups let in.
 *
 * @param forwarders items whose arrows have been added already
 */
export function addIngress(
  scene: Scene,
  { groups, members }: Membership,
  forwarders: ReadonlySet<Item>,
): void {
  const membersWith: MembersOf = key => (members.get(key) ?? []).filter(item => !forwarders.has(item));
  for (const [item, own] of groups) for (const group of own) addGroupIngress(scene, item, group, membersWith);
}

function addGroupIngress(scene: Scene, item: Item, group: Group, membersWith: MembersOf): void {
  const { permissions, unresolved } = ingressOf(scene.graph, group);
  for (const permission of permissions) addPermission(scene, item, permission, membersWith);
  if (group.unseen !== undefined && permissions.length === 0)
    for (const { port } of reachablePorts(scene, item, { kind: 'unknown' }))
      scene.addFlow('network', unknownSource(scene), item.id, port, false);
  for (const { by } of unresolved)
    scene.notes.add(`The sources and the ports of ${by.name} are known only when it is deployed.`);
}

function addPermission(scene: Scene, item: Item, permission: Permission, membersWith: MembersOf): void {
  const { ports, source, group } = permission;
  for (const { port, certain } of reachablePorts(scene, item, ports)) {
    const add: AddSource = (from, isCertain = true) =>
      scene.addFlow('network', from, item.id, port, certain && isCertain);
    switch (source.kind) {
      case 'unknown':
        add(unknownSource(scene), false);
        break;
      case 'group':
        addMembers(source.group, membersWith, add);
        if (source.group.key !== group.key) addForeignGroup(scene, source.group, add);
        break;
      case 'cidr':
        addAddresses(scene, item, source.text, add);
        break;
      default:
        add(addresses(scene, source.text));
    }
  }
}

function addMembers({ key }: Group, membersWith: MembersOf, add: AddSource): void {
  if (key !== undefined) for (const { id } of membersWith(key)) add(id);
}

/** A group that the program does not create may have members outside the program. */
function addForeignGroup(scene: Scene, { key, name }: Group, add: AddSource): void {
  if (key === undefined) add(unknownSource(scene), false);
  else if (typeof key === 'string') add(addresses(scene, name));
  else if (key.external) add(addresses(scene, `the group ${key.name}`));
}

const everywhere = ['0.0.0.0/0', '::/0'];

function addAddresses(scene: Scene, item: Item, text: string, add: AddSource): void {
  const inside = insideSource(scene, item, text);
  if (inside !== undefined) return add(inside);
  if (text.startsWith('addresses known')) return add(unknownSource(scene), false);
  if (isPrivate(text)) return add(addresses(scene, text));
  const isOpen = everywhere.includes(text);
  const reached = publicAddressOf(scene, item);
  if (reached !== 'no') add(isOpen ? internet(scene) : addresses(scene, text), reached === 'yes');
  // the addresses of the VPC are among them
  if (reached !== 'yes' && isOpen && item.place.at === 'network') add(anythingIn(scene, item.place.network));
}

/** The subnet or the VPC of the item that has exactly these addresses. */
function insideSource(scene: Scene, { place }: Item, text: string): string | undefined {
  if (place.at !== 'network') return undefined;
  const network = scene.networks.networks.find(({ id }) => id === place.network);
  const subnet = network?.subnets.find(({ detail }) => detail === text);
  if (subnet && !place.subnets.includes(subnet.id)) return subnet.id;
  if (network?.detail.split(', ')[0] !== text) return undefined;
  return anythingIn(scene, place.network);
}

function isPrivate(text: string): boolean {
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|f[cd])/i.test(text);
}

interface ReachablePort {
  port: string;
  certain: boolean;
}

/** The ports that a permission opens: those that the item listens on, when they are known. */
function reachablePorts(scene: Scene, item: Item, ports: Ports): ReachablePort[] {
  const node = scene.nodeOf(item);
  const listened = node && listenedPorts(scene, node);
  if (!listened || listened.length === 0)
    return [{ port: portRangeLabel(ports), certain: ports.kind !== 'unknown' }];
  return listened
    .map(port => ({ port, verdict: opens(ports, port, ['tcp', 'udp']) }))
    .filter(({ verdict }) => verdict !== 'no')
    .map(({ port, verdict }) => ({ port: portLabel(port), certain: verdict === 'yes' }));
}

/** Returns a port as arrows show it. */
export function portLabel(port: number | undefined): string {
  return String(port ?? 'port ?');
}

function listenedPorts(scene: Scene, node: Node): (number | undefined)[] | undefined {
  if (databaseTypes.includes(canonical(node.type))) return [portOf(scene.graph, node)];
  return listenerPortsOf(scene.graph, node);
}

function portRangeLabel(ports: Ports): string {
  if (ports.kind === 'all') return allPorts;
  if (ports.kind === 'none') return 'ICMP';
  if (ports.kind === 'unknown') return portLabel(undefined);
  const { from, to } = ports;
  const isUdp = ports.protocol === 'udp';
  if (from <= 1 && to >= 65_535) return isUdp ? 'all UDP ports' : allPorts;
  const range = [...new Set([from, to])].join('-');
  if (isUdp) return `UDP ${range}`;
  return range;
}

/** Whether the security groups of both items allow one to reach a port of the other. */
export function letsIn(
  scene: Scene,
  { groups }: Membership,
  item: Item,
  from: Item,
  port: number | undefined,
): 'yes' | 'no' | 'maybe' {
  const own = groups.get(item);
  if (!own) return 'yes';
  const senderKeys = new Set((groups.get(from) ?? []).map(({ key }) => key));
  const allowed = ({ ports, source }: Permission) => {
    if (source.kind === 'group' && !senderKeys.has(source.group.key)) return 'no';
    const verdict = opens(ports, port, ['tcp', 'udp']);
    if (verdict === 'yes' && source.kind === 'unknown') return 'maybe';
    return verdict;
  };
  const ingress = own.map(group => ({ group, ...ingressOf(scene.graph, group) }));
  const verdicts = ingress.flatMap(({ permissions }) => permissions.map(allowed));
  if (verdicts.includes('yes')) return 'yes';
  const isIncomplete = ingress.some(
    ({ group, unresolved }) => group.unseen !== undefined || unresolved.length > 0,
  );
  if (isIncomplete || verdicts.includes('maybe')) return 'maybe';
  return 'no';
}

/** Adds arrows from subnets to their NAT gateways, and from these to the internet. */
export function addEgress(scene: Scene): void {
  for (const subnet of scene.graph.ofType(...subnetTypes)) {
    const from = scene.networks.find(subnet).subnet;
    for (const { gateway } of natGatewaysOf(scene.graph, subnet)) {
      const item = scene.itemOf(gateway);
      if (item && !isInSubnet(item, from)) scene.addFlow('network', from, item.id);
    }
  }
  for (const [item, node] of scene.ofType('aws:ec2/natGateway:NatGateway')) {
    const exposure = scene.exposureOf(item);
    const isPublic = (node.inputs.connectivityType ?? 'public') === 'public';
    if (isPublic && (exposure === 'public' || exposure === 'unknown'))
      scene.addFlow('network', item.id, internet(scene), '', exposure === 'public');
  }
}

function isInSubnet({ place }: Item, subnet: string): boolean {
  return place.at === 'network' && place.subnets.includes(subnet);
}
