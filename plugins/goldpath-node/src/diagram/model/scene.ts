import { canonical, type Node, type ResourceGraph } from '@goldpath/policies';
import type { Exposure, Flow, FlowKind, Item } from '../drawing.ts';
import { sortedPorts } from '../ports.ts';
import { bodyOf } from './body.ts';
import type { Networks } from './networks.ts';

/** An arrow as one resource or rule says it; several of them may be one and the same. */
export interface Told extends Omit<Flow, 'ports'> {
  /** a port, or a range of them; empty when it has none */
  port: string;
}

/** All that is found out of a program on the way to its drawing. */
export class Scene {
  readonly graph: ResourceGraph;
  readonly networks: Networks;
  readonly items = new Map<string, Item>();
  readonly notes = new Set<string>();
  readonly #told: Told[] = [];
  readonly #byNode = new Map<Node, Item>();
  readonly #nodes = new Map<string, Node>();
  /** the items that a resource is a part of */
  readonly #owners = new Map<Node, Item[]>();

  constructor(graph: ResourceGraph, networks: Networks) {
    this.graph = graph;
    this.networks = networks;
  }

  /** Adds what stands for a resource. */
  add(node: Node, item: Item): void {
    this.items.set(item.id, item);
    this.#byNode.set(node, item);
    this.#nodes.set(item.id, node);
    for (const part of bodyOf(this.graph, node))
      this.#owners.set(part, [...(this.#owners.get(part) ?? []), item]);
  }

  /** Adds what no resource stands for, such as the internet, once. */
  addOther(item: Item): string {
    if (!this.items.has(item.id)) this.items.set(item.id, item);
    return item.id;
  }

  /** The item that stands for a resource. */
  itemOf(node: Node): Item | undefined {
    return this.#byNode.get(node);
  }

  /** The resource that an item stands for. */
  nodeOf({ id }: Item): Node | undefined {
    return this.#nodes.get(id);
  }

  /** The items that a resource is a part of, itself among them. */
  itemsWith(node: Node): Item[] {
    return this.#owners.get(node) ?? [];
  }

  /** Each item that stands for a resource, with it. */
  members(): [Item, Node][] {
    return [...this.#byNode].map(([node, item]) => [item, node]);
  }

  ofType(...types: string[]): [Item, Node][] {
    return this.members().filter(([, node]) => types.includes(canonical(node.type)));
  }

  tell(kind: FlowKind, from: string, to: string, port = '', certain = true): void {
    if (from !== to) this.#told.push({ kind, from, to, port, certain });
  }

  /** What the internet may do with the subnets that an item lies in: the most open of them counts. */
  exposureOf({ place }: Item): Exposure | undefined {
    if (place.at !== 'network') return undefined;
    const network = this.networks.networks.find(({ id }) => id === place.network);
    const kinds = network?.subnets
      .filter(({ id }) => place.subnets.includes(id))
      .map(({ exposure }) => exposure);
    return (['public', 'unknown', 'private', 'isolated'] as const).find(kind => kinds?.includes(kind));
  }

  /** The arrows, with all ports of each. */
  flows(): Flow[] {
    const merged = new Map<string, Told[]>();
    for (const told of this.#told) {
      const key = JSON.stringify([told.kind, told.from, told.to]);
      merged.set(key, [...(merged.get(key) ?? []), told]);
    }
    const isToldBetter = ({ kind, from, to }: Told) =>
      kind === 'use' &&
      [
        [from, to],
        [to, from],
      ].some(([a, b]) => merged.has(JSON.stringify(['event', a, b])));
    return [...merged.values()].flatMap(all => {
      const first = all[0] as Told;
      if (isToldBetter(first)) return [];
      const { kind, from, to } = first;
      // what is certain is not made less so by what may come to it
      const sure = all.filter(({ certain }) => certain);
      const kept = sure.length > 0 ? sure : all;
      return [{ kind, from, to, ports: sortedPorts(kept.map(({ port }) => port)), certain: sure.length > 0 }];
    });
  }
}
