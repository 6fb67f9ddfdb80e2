import { type Flow, type Item, subnetsOf } from '../elements.ts';
import { ranksAmong } from './layers.ts';

/** The number of cards side by side in a cell. */
const MAX_SLOTS = 2;

/** The position of an item in a row of a network: a line of the row, and the columns that it spans. */
export interface Lane {
  item: Item;
  lane: number;
  first: number;
  last: number;
  /** the number of cards to its left in the same cell */
  slot: number;
}

/**
 * Assigns the items of a row to lanes: callers above the items that they call, and items that span more columns first.
 *
 * @param columnOf the column of each subnet
 */
export function lanesOf(
  items: readonly Item[],
  columnOf: ReadonlyMap<string, number>,
  flows: readonly Flow[],
): Lane[] {
  const taken = new Map<string, Lane[]>();
  const lanesAt = (lane: number, column: number) => taken.get(`${lane} ${column}`) ?? [];
  return spansOf(items, columnOf, flows).map(({ item, first, last }) => {
    const columns = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    const isFree = (lane: number) => {
      if (columns.every(column => lanesAt(lane, column).length === 0)) return true;
      if (first !== last) return false;
      const others = lanesAt(lane, first);
      return others.length < MAX_SLOTS && others.every(other => other.first === other.last);
    };
    let lane = 0;
    while (!isFree(lane)) lane += 1;
    const slot = first === last ? lanesAt(lane, first).length : 0;
    const placed = { item, lane, first, last, slot };
    for (const column of columns) taken.set(`${lane} ${column}`, [...lanesAt(lane, column), placed]);
    return placed;
  });
}

interface Span {
  item: Item;
  first: number;
  last: number;
}

function spansOf(
  items: readonly Item[],
  columnOf: ReadonlyMap<string, number>,
  flows: readonly Flow[],
): Span[] {
  const ranks = ranksAmong(items, flows);
  const spans = items.map(item => {
    const columns = subnetsOf(item.place).map(id => columnOf.get(id) ?? 0);
    let rank = ranks.get(item.id) ?? 0;
    // gateways are below the items that use them
    if (item.kind === 'gateway') rank += items.length;
    return { item, first: Math.min(...columns), last: Math.max(...columns), rank };
  });
  return spans.sort((a, b) => a.rank - b.rank || b.last - b.first - (a.last - a.first));
}
