import type { Flow, Item } from '../elements.ts';
import { ranksOf } from './ranks.ts';

/** Whether an item has an arrow. */
export function isConnected({ id }: Item, flows: readonly Flow[]): boolean {
  return flows.some(({ from, to }) => from === id || to === id);
}

/** Returns the ranks of items by the arrows between them. */
export function ranksAmong(items: readonly Item[], flows: readonly Flow[]): Map<string, number> {
  return ranksOf(
    items.map(({ id }) => id),
    flows,
  );
}

/** Returns the items of each rank, in the order of the ranks. */
export function layersByRank(items: readonly Item[], ranks: ReadonlyMap<string, number>): Item[][] {
  const rankOf = ({ id }: Item) => ranks.get(id) ?? 0;
  return [...Map.groupBy(items, rankOf)].sort(([a], [b]) => a - b).map(([, layer]) => layer);
}
