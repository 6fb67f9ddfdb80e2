import { canonical, type Node, type ResourceGraph } from '@goldpath/program';
import type { Drawing, Item, Place } from './elements.ts';
import { type Appearance, appearanceOf, undrawnName } from './model/appearances.ts';
import { detailOf, nameOf } from './model/details.ts';
import { addEvents } from './model/events.ts';
import { addForwards, addUngroupedBalancers } from './model/forwardFlows.ts';
import { membershipOf } from './model/membership.ts';
import { addEgress, addIngress } from './model/networkFlows.ts';
import { type Networks, networksOf } from './model/networks.ts';
import { withParts } from './model/parts.ts';
import { type Placement, placementOf } from './model/placement.ts';
import { addPublicEndpoints } from './model/publicEndpoints.ts';
import { Scene } from './model/scene.ts';
import { joinSiblings } from './model/siblings.ts';
import { addUses, secretIdOf } from './model/uses.ts';

/** The properties of a drawing that are not in the resource graph. */
export interface Caption {
  /** above the drawing: `shop, stage dev` */
  title: string;
  region: string;
}

/**
 * Draws the architecture of a program: its resources, their networks, and the connections that security groups, routes, roles
 * and events allow.
 *
 * @returns plain data, which is the same for the same graph
 */
export function drawing(graph: ResourceGraph, { title, region }: Caption): Drawing {
  const drawn = drawnIn(graph);
  const networks = networksOf(
    graph,
    drawn.flatMap(({ placement }) => placement.subnets),
  );
  const scene = new Scene(graph, networks);
  for (const [index, resource] of drawn.entries())
    scene.add(resource.node, itemOf(graph, networks, `i${index + 1}`, resource));
  addManagedSecrets(scene);
  const membership = membershipOf(scene);
  const forwarders = addForwards(scene, membership);
  addIngress(scene, membership, forwarders);
  addUngroupedBalancers(scene, membership);
  addEgress(scene);
  addPublicEndpoints(scene);
  addEvents(scene);
  addUses(scene, membership);
  noteUndrawn(scene);
  return joinSiblings({
    title,
    region,
    networks: networks.networks,
    items: [...scene.items.values()],
    flows: scene.flows(),
    notes: [...scene.notes],
  });
}

/** A resource that is drawn. */
interface Drawn {
  node: Node;
  appearance: Appearance;
  placement: Placement;
}

/** The resources that are drawn: those with an appearance that are not parts of others. */
function drawnIn(graph: ResourceGraph): Drawn[] {
  const found = graph.nodes
    .map(node => ({ node, appearance: appearanceIn(node) }))
    .filter((entry): entry is Omit<Drawn, 'placement'> => entry.appearance !== undefined);
  const parts = new Set(found.flatMap(({ node }) => withParts(graph, node).slice(1)));
  return found
    .filter(({ node }) => !parts.has(node))
    .map(entry => ({ ...entry, placement: placementOf(graph, entry.node) }));
}

const remoteComponent: Appearance = { kind: 'unknown', label: 'Component of a provider', at: 'region' };
const scheduledTask: Appearance = { kind: 'compute', label: 'Scheduled task', at: 'region' };

function appearanceIn(node: Node): Appearance | undefined {
  if (node.remote) return remoteComponent;
  // a rule that starts tasks has subnets and security groups of its own
  if (node.type === 'aws:cloudwatch/eventTarget:EventTarget' && node.inputs.ecsTarget !== undefined)
    return scheduledTask;
  return appearanceOf(canonical(node.type));
}

function itemOf(graph: ResourceGraph, networks: Networks, id: string, drawn: Drawn): Item {
  const { node, appearance, placement } = drawn;
  const { kind, label } = appearance;
  const name = nameOf(node);
  const detail = node.remote ? node.type : detailOf(graph, node);
  const place = placeIn(networks, placement, appearance);
  return { id, kind, label, name, detail, place, names: [name], certain: !node.remote };
}

/** An item in subnets of several VPCs is drawn in the first of them. */
function placeIn(networks: Networks, { subnets, vpc }: Placement, { at }: Appearance): Place {
  const cells = subnets.map(ref => networks.find(ref));
  const network = cells[0]?.network;
  if (network !== undefined) {
    const inside = cells.filter(cell => cell.network === network).map(({ subnet }) => subnet);
    return { at: 'network', network, subnets: inside };
  }
  if (vpc) return { at: 'network', network: networks.findVpc(vpc), subnets: [] };
  return { at };
}

/** Adds the secrets that RDS manages for databases, which are not resources of the program. */
function addManagedSecrets(scene: Scene): void {
  for (const [item, node] of scene.ofType('aws:rds/instance:Instance', 'aws:rds/cluster:Cluster')) {
    if (node.inputs.manageMasterUserPassword !== true) continue;
    scene.addExternal({
      id: secretIdOf(scene, node),
      kind: 'secret',
      label: 'Secret',
      name: item.name,
      detail: 'managed by RDS',
      place: { at: 'region' },
      names: [`the password of ${item.name}`],
      certain: true,
    });
  }
}

function noteUndrawn({ graph, notes }: Scene): void {
  const names = graph.nodes
    .map(({ type }) => undrawnName(canonical(type)))
    .filter(name => name !== undefined);
  const counted = [...Map.groupBy(names, name => name)].map(([name, { length }]) =>
    length > 1 ? `${length} × ${name}` : name,
  );
  if (counted.length > 0) notes.add(`Not drawn: ${counted.join(', ')}.`);
}
