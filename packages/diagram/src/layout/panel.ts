import type { Drawing, Flow, Item } from '../elements.ts';
import { isConnected, layersByRank, ranksAmong } from './layers.ts';
import { card, cardAt, type Gaps } from './measures.ts';
import { type Card, type Point, rightOf } from './picture.ts';

/** The number of rows that a panel has at least. */
const MIN_ROWS = 4;

/** The area for the services of a region, beside its networks. */
export interface PanelArea {
  at: Point;
  /** the bottom of the networks */
  bottom: number;
  gaps: Gaps;
  /** the cards in the networks */
  placed: readonly Card[];
  /** id of the region's box */
  parent: string;
}

/** Returns the cards of the region's services: callers first, near the items that they are connected to. */
export function arrangePanel({ items, flows }: Drawing, area: PanelArea): Card[] {
  const { at, gaps, placed, parent } = area;
  const step = card.height + gaps.y;
  const bottom = Math.max(at.y + MIN_ROWS * step, area.bottom);
  const rows = Math.floor((bottom - at.y + gaps.y) / step);
  const services = items.filter(({ place }) => place.at === 'region');
  const connected = services.filter(item => isConnected(item, flows));
  const loose = services
    .filter(item => !connected.includes(item))
    .sort((a, b) => Number(a.kind > b.kind) - Number(a.kind < b.kind));
  const cards = columnsOf(layersOf(connected, flows, placed), at, gaps, rows);
  return fillUp(cards, loose, at, gaps, rows).map(one => ({ ...one, parent }));
}

/** The items of each layer are sorted by the height of the items that they are connected to. */
function layersOf(items: readonly Item[], flows: readonly Flow[], placed: readonly Card[]): Item[][] {
  const heights = new Map(placed.map(({ item, rect }) => [item.id, rect.y]));
  return layersByRank(items, ranksAmong(items, flows)).map(layer => {
    const weighted = layer.map(item => ({ item, height: meanHeight(item, flows, heights) }));
    const sorted = weighted.sort((a, b) => a.height - b.height).map(({ item }) => item);
    for (const [index, { id }] of sorted.entries()) heights.set(id, index * 100);
    return sorted;
  });
}

function meanHeight({ id }: Item, flows: readonly Flow[], heights: ReadonlyMap<string, number>): number {
  const known = flows
    .filter(({ from, to }) => from === id || to === id)
    .map(({ from, to }) => heights.get(to === id ? from : to))
    .filter(height => height !== undefined);
  if (known.length === 0) return 0;
  return known.reduce((sum, height) => sum + height, 0) / known.length;
}

/** Each layer is a column, or several when it has more items than the panel has rows. */
function columnsOf(layers: readonly Item[][], at: Point, gaps: Gaps, rows: number): Card[] {
  let { x } = at;
  return layers.flatMap(layer => {
    const columns = Math.ceil(layer.length / rows);
    const perColumn = Math.ceil(layer.length / columns);
    const cards = layer.map((item, index) =>
      cardAt(item, {
        x: x + Math.floor(index / perColumn) * (card.width + gaps.x),
        y: at.y + (index % perColumn) * (card.height + gaps.y),
        ...card,
      }),
    );
    x = rightEdge(cards) + gaps.x + gaps.box;
    return cards;
  });
}

/** Adds items below the cards, and in new columns when these are full. */
function fillUp(cards: readonly Card[], items: readonly Item[], at: Point, gaps: Gaps, rows: number): Card[] {
  const filled = [...cards];
  const columns = [...new Set(cards.map(({ rect }) => rect.x))];
  const countIn = (x: number) => filled.filter(({ rect }) => rect.x === x).length;
  for (const item of items) {
    let x = columns.find(column => countIn(column) < rows);
    if (x === undefined) {
      x = columns.length === 0 ? at.x : rightEdge(filled) + gaps.x;
      columns.push(x);
    }
    filled.push(cardAt(item, { x, y: at.y + countIn(x) * (card.height + gaps.y), ...card }));
  }
  return filled;
}

function rightEdge(cards: readonly Card[]): number {
  return Math.max(0, ...cards.map(({ rect }) => rightOf(rect)));
}
