import { canonical, type Node, type ResourceGraph } from '@goldpath/policies';
import type { Drawing, Item, Place } from './drawing.ts';
import { bodyOf } from './model/body.ts';
import { detailOf, nameOf } from './model/details.ts';
import { tellEvents, tellFronts } from './model/events.ts';
import { tellForwards, tellUngrouped } from './model/forwardFlows.ts';
import { type Appearance, appearanceOf, undrawnName } from './model/kinds.ts';
import { membershipOf, tellIngress, tellWaysOut } from './model/networkFlows.ts';
import { type Networks, networksOf } from './model/networks.ts';
import { type Whereabouts, whereaboutsOf } from './model/place.ts';
import { Scene } from './model/scene.ts';
import { joinSiblings } from './model/siblings.ts';
import { secretIdOf, tellUses } from './model/uses.ts';

/** What a program's graph does not say of itself. */
export interface Caption {
  /** above the picture: `shop, stage dev` */
  title: string;
  region: string;
}

/**
 * The architecture that a program registers: what there is, where it lies, and who may reach whom on which port.
 *
 * @returns plain data, the same for the same program
 */
export function drawingOf(graph: ResourceGraph, { title, region }: Caption): Drawing {
  const drawn = drawnIn(graph).map(found => ({ ...found, where: whereaboutsOf(graph, found.node) }));
  const networks = networksOf(
    graph,
    drawn.flatMap(({ where }) => where.subnets),
  );
  const scene = new Scene(graph, networks);
  for (const [index, { node, look, where }] of drawn.entries())
    scene.add(node, itemOf(graph, `i${index + 1}`, node, look, placeIn(networks, where, look)));
  addManagedSecrets(scene);
  const membership = membershipOf(scene);
  const settled = tellForwards(scene, membership);
  tellIngress(scene, membership, settled);
  tellUngrouped(scene, membership);
  tellWaysOut(scene);
  tellFronts(scene);
  tellEvents(scene);
  tellUses(scene, membership);
  noteUndrawn(scene);
  const flows = scene.flows();
  return joinSiblings({
    title,
    region,
    networks: networks.networks,
    items: [...scene.items.values()],
    flows,
    notes: [...scene.notes],
  });
}

interface Drawn {
  node: Node;
  look: Appearance;
}

function drawnIn(graph: ResourceGraph): Drawn[] {
  const found = graph.nodes.flatMap((node): Drawn[] => {
    const look = lookOf(node);
    return look ? [{ node, look }] : [];
  });
  const parts = new Set(found.flatMap(({ node }) => bodyOf(graph, node).filter(part => part !== node)));
  return found.filter(({ node }) => !parts.has(node));
}

function lookOf(node: Node): Appearance | undefined {
  if (node.remote) return remote;
  // a rule that starts tasks starts them in subnets and groups of their own
  if (node.type === 'aws:cloudwatch/eventTarget:EventTarget' && node.inputs.ecsTarget !== undefined)
    return { kind: 'compute', label: 'Scheduled task' };
  return appearanceOf(canonical(node.type));
}

const remote: Appearance = { kind: 'unknown', label: 'Component of a provider' };

function itemOf(graph: ResourceGraph, id: string, node: Node, look: Appearance, place: Place): Item {
  const { kind, label } = look;
  const detail = node.remote ? node.type : detailOf(graph, node);
  const name = nameOf(node);
  return { id, kind, label, name, detail, place, names: [name], certain: !node.remote };
}

/** What lies in subnets of several VPCs is drawn in the first of them. */
function placeIn(networks: Networks, { subnets, vpc }: Whereabouts, { at = 'region' }: Appearance): Place {
  const cells = subnets.map(ref => networks.find(ref));
  const network = cells[0]?.network;
  if (network !== undefined) {
    const inside = cells.filter(cell => cell.network === network).map(({ subnet }) => subnet);
    return { at: 'network', network, subnets: inside };
  }
  return vpc ? { at: 'network', network: networks.findVpc(vpc), subnets: [] } : { at };
}

/** The secrets that RDS keeps for databases: no resource of the program stands for them. */
function addManagedSecrets(scene: Scene): void {
  for (const [item, node] of scene.ofType('aws:rds/instance:Instance', 'aws:rds/cluster:Cluster')) {
    if (node.inputs.manageMasterUserPassword !== true) continue;
    scene.addOther({
      id: secretIdOf(scene, node),
      kind: 'secret',
      label: 'Secret',
      name: item.name,
      detail: 'password, kept by RDS',
      place: { at: 'region' },
      names: [`the password of ${item.name}`],
      certain: true,
    });
  }
}

function noteUndrawn({ graph, notes }: Scene): void {
  const names = graph.nodes.flatMap(({ type }) => undrawnName(canonical(type)) ?? []);
  const counted = [...new Set(names)].map(name => {
    const count = names.filter(other => other === name).length;
    return count > 1 ? `${count} × ${name}` : name;
  });
  if (counted.length > 0) notes.add(`Not drawn: ${counted.join(', ')}.`);
}
