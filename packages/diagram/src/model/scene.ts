import { canonical, type Node, type ResourceGraph } from '@goldpath/program';
import type { Exposure, Flow, FlowKind, Item } from '../elements.ts';
import { sortedPorts } from '../ports.ts';
import type { Networks } from './networks.ts';
import { withParts } from './parts.ts';

/** One reason for an arrow: a resource or rule that allows it. An arrow may have several. */
interface FlowReason extends Omit<Flow, 'ports'> {
  /** a port, or a range of ports; empty when it has none */
  port: string;
}

/** The items, arrows and notes that are collected from a program. */
export class Scene {
  readonly graph: ResourceGraph;
  readonly networks: Networks;
  readonly items = new Map<string, Item>();
  readonly notes = new Set<string>();
  /** by kind, source and target */
  readonly #flows = new Map<string, FlowReason[]>();
  readonly #byNode = new Map<Node, Item>();
  readonly #nodes = new Map<string, Node>();
  /** the items that a resource is a part of */
  readonly #owners = new Map<Node, Item[]>();

  constructor(graph: ResourceGraph, networks: Networks) {
    this.graph = graph;
    this.networks = networks;
  }

  /** Adds the item of a resource. */
  add(node: Node, item: Item): void {
    this.items.set(item.id, item);
    this.#byNode.set(node, item);
    this.#nodes.set(item.id, node);
    for (const part of withParts(this.graph, node))
      this.#owners.set(part, [...(this.#owners.get(part) ?? []), item]);
  }

  /**
   * Adds an item that is not a resource of the program, such as the internet, unless it has been added before.
   *
   * @returns its id
   */
  addExternal(item: Item): string {
    if (!this.items.has(item.id)) this.items.set(item.id, item);
    return item.id;
  }

  /** Adds an arrow, or a port of an arrow. An item has no arrow to itself. */
  addFlow(kind: FlowKind, from: string, to: string, port = '', certain = true): void {
    if (from === to) return;
    const key = keyOf(kind, from, to);
    const reasons = this.#flows.get(key) ?? [];
    this.#flows.set(key, [...reasons, { kind, from, to, port, certain }]);
  }

  /** Returns the item of a resource. */
  itemOf(node: Node): Item | undefined {
    return this.#byNode.get(node);
  }

  /** Returns the resource of an item. */
  nodeOf({ id }: Item): Node | undefined {
    return this.#nodes.get(id);
  }

  /** Returns the items that a resource is a part of, including its own. */
  itemsWith(node: Node): Item[] {
    return this.#owners.get(node) ?? [];
  }

  /** Returns each item that is a resource, with the resource. */
  members(): [Item, Node][] {
    return [...this.#byNode].map(([node, item]) => [item, node]);
  }

  /** Returns the items of the types, each with its resource. */
  ofType(...types: string[]): [Item, Node][] {
    return this.members().filter(([, node]) => types.includes(canonical(node.type)));
  }

  /** Returns the exposure of an item: the most open one of its subnets. */
  exposureOf({ place }: Item): Exposure | undefined {
    if (place.at !== 'network') return undefined;
    const network = this.networks.networks.find(({ id }) => id === place.network);
    const exposures = network?.subnets
      .filter(({ id }) => place.subnets.includes(id))
      .map(({ exposure }) => exposure);
    return (['public', 'unknown', 'private', 'isolated'] as const).find(kind => exposures?.includes(kind));
  }

  /** Returns the arrows, each with all of its ports. */
  flows(): Flow[] {
    return [...this.#flows.values()].filter(reasons => !this.#isRepeatedByEvent(reasons)).map(toFlow);
  }

  /** An arrow for an event shows more than one for a use between the same items. */
  #isRepeatedByEvent([reason]: FlowReason[]): boolean {
    if (reason?.kind !== 'use') return false;
    const { from, to } = reason;
    return this.#flows.has(keyOf('event', from, to)) || this.#flows.has(keyOf('event', to, from));
  }
}

function keyOf(kind: FlowKind, from: string, to: string): string {
  return JSON.stringify([kind, from, to]);
}

/** A reason that is certain is not weakened by others that are not. */
function toFlow(reasons: FlowReason[]): Flow {
  const { kind, from, to } = reasons[0] as FlowReason;
  const certain = reasons.some(reason => reason.certain);
  const kept = reasons.filter(reason => reason.certain === certain);
  return { kind, from, to, ports: sortedPorts(kept.map(({ port }) => port)), certain };
}
