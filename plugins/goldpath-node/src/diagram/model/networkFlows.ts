import {
  canonical,
  carriersOf,
  databaseTypes,
  type Group,
  groupOf,
  groupsOf,
  ingressOf,
  natGatewaysOf,
  type Node,
  opens,
  type Permission,
  portOf,
  type Ports,
  residentTypes,
  subnetTypes,
} from '@goldpath/policies';
import type { Item } from '../drawing.ts';
import { allPorts } from '../ports.ts';
import { bodyOf } from './body.ts';
import { addresses, anythingIn, internet, somebody } from './outsiders.ts';
import { listenerPortsOf } from './listeners.ts';
import { publicAddressOf } from './publicAddress.ts';
import type { Scene } from './scene.ts';

/** Who carries which security groups. */
export interface Membership {
  groups: Map<Item, Group[]>;
  carriers: Map<Node | string, Item[]>;
}

/** Joins items to the groups that they, or parts of them, carry. */
export function membershipOf(scene: Scene): Membership {
  const { graph } = scene;
  const groups = new Map<Item, Group[]>();
  const carriers = new Map<Node | string, Item[]>();
  const join = (item: Item, group: Group) => {
    const known = groups.get(item) ?? [];
    if (group.key !== undefined && known.some(({ key }) => key === group.key)) return;
    groups.set(item, [...known, group]);
    if (group.key !== undefined) carriers.set(group.key, [...(carriers.get(group.key) ?? []), item]);
  };
  for (const [item, node] of scene.members()) {
    for (const part of bodyOf(graph, node).filter(({ type }) => residentTypes.includes(canonical(type))))
      for (const group of groupsOf(graph, part) ?? []) join(item, group);
  }
  const types = ['aws:ec2/securityGroup:SecurityGroup', 'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup'];
  for (const node of graph.ofType(...types)) {
    const group = groupOf(graph, Object.keys(node.handles)[0], 'id');
    const { entries, workloads, others } = carriersOf(graph, group);
    for (const carrier of [...entries, ...workloads, ...others])
      for (const item of scene.itemsWith(carrier)) join(item, group);
  }
  return { groups, carriers };
}

/**
 * Arrows for whatever the security groups let in.
 *
 * @param settled items of which it is told elsewhere to whom they send
 */
export function tellIngress(
  scene: Scene,
  { groups, carriers }: Membership,
  settled: ReadonlySet<Item>,
): void {
  const senders = (key: Node | string) => (carriers.get(key) ?? []).filter(item => !settled.has(item));
  for (const [item, carried] of groups) {
    for (const group of carried) {
      const { permissions, adrift } = ingressOf(scene.graph, group);
      for (const permission of permissions) tellPermission(scene, item, permission, senders);
      if (group.unseen !== undefined && permissions.length === 0)
        for (const { port } of reachable(scene, item, { kind: 'unknown' }))
          scene.tell('network', somebody(scene), item.id, port, false);
      for (const { by } of adrift)
        scene.notes.add(`Whom ${by.name} lets in, and where, is known only when it is deployed.`);
    }
  }
}

function tellPermission(
  scene: Scene,
  item: Item,
  { ports, source, group }: Permission,
  senders: (key: Node | string) => Item[],
): void {
  const open = reachable(scene, item, ports);
  const to = item.id;
  for (const { port, certain } of open) {
    const tell = (from: string, sure = true) => scene.tell('network', from, to, port, certain && sure);
    if (source.kind === 'unknown') tell(somebody(scene), false);
    else if (source.kind === 'group') {
      const { key } = source.group;
      for (const { id } of key === undefined ? [] : senders(key)) tell(id);
      if (key !== group.key) tellAbsent(scene, source.group, tell);
    } else if (source.kind === 'cidr') tellAddresses(scene, item, source.text, tell);
    else tell(addresses(scene, source.text));
  }
}

/** A group that the program does not make may be carried elsewhere too. */
function tellAbsent(scene: Scene, { key, name }: Group, tell: (from: string, sure?: boolean) => void): void {
  if (key === undefined) tell(somebody(scene), false);
  else if (typeof key === 'string') tell(addresses(scene, name));
  else if (key.external) tell(addresses(scene, `the group ${key.name}`));
}

const everywhere = ['0.0.0.0/0', '::/0'];

function tellAddresses(
  scene: Scene,
  item: Item,
  text: string,
  tell: (from: string, sure?: boolean) => void,
): void {
  const { place } = item;
  const network = scene.networks.networks.find(({ id }) => place.at === 'network' && place.network === id);
  const subnet = network?.subnets.find(({ detail }) => detail === text);
  if (subnet && place.at === 'network' && !place.subnets.includes(subnet.id)) return tell(subnet.id);
  if (network && network.detail.split(', ')[0] === text) return tell(anythingIn(scene, network.id));
  if (text.startsWith('addresses known')) return tell(somebody(scene), false);
  if (isPrivate(text)) return tell(addresses(scene, text));
  const isOpen = everywhere.includes(text);
  const reached = publicAddressOf(scene, item);
  if (reached !== 'no') tell(isOpen ? internet(scene) : addresses(scene, text), reached === 'yes');
  // whoever is in the VPC is at one of these addresses too
  if (reached !== 'yes' && isOpen && network) tell(anythingIn(scene, network.id));
}

function isPrivate(text: string): boolean {
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|f[cd])/i.test(text);
}

/** The ports that a permission opens, of those that the item listens on where these are known. */
function reachable(scene: Scene, item: Item, ports: Ports): { port: string; certain: boolean }[] {
  const node = scene.nodeOf(item);
  const listened = node && listenedPorts(scene, node);
  if (!listened || listened.length === 0)
    return [{ port: portWords(ports), certain: ports.kind !== 'unknown' }];
  return listened.flatMap(port => {
    const verdict = opens(ports, port, ['tcp', 'udp']);
    return verdict === 'no'
      ? []
      : [{ port: port === undefined ? 'port ?' : String(port), certain: verdict === 'yes' }];
  });
}

function listenedPorts(scene: Scene, node: Node): (number | undefined)[] | undefined {
  if (databaseTypes.includes(canonical(node.type))) return [portOf(scene.graph, node)];
  return listenerPortsOf(scene.graph, node);
}

function portWords(ports: Ports): string {
  if (ports.kind === 'all') return allPorts;
  if (ports.kind === 'none') return 'ICMP';
  if (ports.kind === 'unknown') return 'port ?';
  const { from, to, protocol } = ports;
  if (from <= 1 && to >= 65_535) return protocol === 'udp' ? 'all UDP ports' : allPorts;
  return `${protocol === 'udp' ? 'UDP ' : ''}${from === to ? from : `${from}-${to}`}`;
}

/** Whether a port of an item may be reached from another one, by the groups of both. */
export function letsIn(
  scene: Scene,
  { groups }: Membership,
  item: Item,
  from: Item,
  port: number | undefined,
): 'yes' | 'no' | 'maybe' {
  const own = groups.get(item);
  if (!own) return 'yes';
  const theirs = new Set((groups.get(from) ?? []).map(({ key }) => key));
  const verdicts = own.flatMap(group => {
    const { permissions, adrift } = ingressOf(scene.graph, group);
    return [
      ...permissions.map(({ ports, source }) => {
        if (source.kind === 'group' && !theirs.has(source.group.key)) return 'no';
        const verdict = opens(ports, port, ['tcp', 'udp']);
        return verdict === 'yes' && source.kind === 'unknown' ? 'maybe' : verdict;
      }),
      ...(group.unseen !== undefined || adrift.length > 0 ? ['maybe' as const] : []),
    ];
  });
  if (verdicts.includes('yes')) return 'yes';
  return verdicts.includes('maybe') ? 'maybe' : 'no';
}

/** Subnets to their NAT gateways, and these to the internet. */
export function tellWaysOut(scene: Scene): void {
  for (const subnet of scene.graph.ofType(...subnetTypes)) {
    for (const { gateway } of natGatewaysOf(scene.graph, subnet)) {
      const item = scene.itemOf(gateway);
      const from = scene.networks.find(subnet).subnet;
      if (!item || (item.place.at === 'network' && item.place.subnets.includes(from))) continue;
      scene.tell('network', from, item.id);
    }
  }
  for (const [item, node] of scene.ofType('aws:ec2/natGateway:NatGateway')) {
    const exposure = scene.exposureOf(item);
    const isPublic = (node.inputs.connectivityType ?? 'public') === 'public';
    if (isPublic && (exposure === 'public' || exposure === 'unknown'))
      scene.tell('network', item.id, internet(scene), '', exposure === 'public');
  }
}
