import type { Drawing, Flow, Item } from '../drawing.ts';
import { card, cardAt, type Gaps, textAt } from './measures.ts';
import { type Block, layOutNetwork } from './networkLayout.ts';
import type { Box, Card, Point, Rect } from './picture.ts';
import { ranksOf } from './ranks.ts';

const margin = 30;
const heading = 50;
const regionId = 'region';

/** Gives every box and item its place: networks first, the region's services beside them, what is outside before all. */
export function arrange(drawing: Drawing, gaps: Gaps): Block {
  const at = (...places: string[]) => drawing.items.filter(({ place }) => places.includes(place.at));
  const hasNetworks = drawing.networks.length > 0;
  const outer = outerLayers(at('outside', 'global'), drawing.flows);
  const outside = hasNetworks
    ? rowsOf(outer, { x: margin, y: heading }, gaps)
    : columnsOf(outer, { x: margin, y: heading + 40 + gaps.y }, gaps, Number.POSITIVE_INFINITY);
  const start: Point =
    outside.length === 0
      ? { x: margin, y: heading }
      : hasNetworks
        ? { x: margin, y: bottomOf(outside) + gaps.y }
        : { x: rightOf(outside) + gaps.x, y: heading };
  const inner = { x: start.x + gaps.inset, y: start.y + 40 };
  const blocks: Block[] = [];
  for (const network of drawing.networks) {
    const y = Math.max(inner.y, ...blocks.map(({ rect }) => rect.y + rect.height + gaps.box));
    blocks.push(layOutNetwork(drawing, network, { x: inner.x, y }, gaps, regionId));
  }
  const networkCards = blocks.flatMap(({ cards }) => cards);
  const panelAt = {
    x: hasNetworks ? Math.max(...blocks.map(({ rect }) => rect.x + rect.width)) + gaps.x : inner.x,
    y: inner.y + gaps.y,
  };
  const bottom = Math.max(
    panelAt.y + 4 * (card.height + gaps.y),
    ...blocks.map(({ rect }) => rect.y + rect.height),
  );
  const most = Math.floor((bottom - panelAt.y + gaps.y) / (card.height + gaps.y));
  const services = at('region');
  const joined = services.filter(item => isJoined(item, drawing.flows));
  const loose = services.filter(item => !joined.includes(item)).sort((a, b) => compare(a.kind, b.kind));
  const layers = panelLayers(joined, drawing.flows, networkCards);
  const panel = fillUp(columnsOf(layers, panelAt, gaps, most), loose, panelAt, gaps, most).map(placed => ({
    ...placed,
    parent: regionId,
  }));
  const rects = [...blocks.map(({ rect }) => rect), ...panel.map(({ rect }) => rect)];
  const region = regionBox(drawing, start, rects, gaps);
  const centred = hasNetworks ? centre(outside, region, networkCards) : outside;
  const boxes = [...(region ? [region] : []), ...blocks.flatMap(block => block.boxes)];
  const cards = [...centred, ...networkCards, ...panel];
  const all = [...boxes, ...cards].map(one => one.rect);
  const rect = {
    x: 0,
    y: 0,
    width: Math.max(320, ...all.map(({ x, width }) => x + width)) + margin,
    height: Math.max(heading, ...all.map(({ y, height }) => y + height)) + margin,
  };
  return { boxes, cards, rect };
}

function regionBox(
  { region }: Drawing,
  { x, y }: Point,
  rects: readonly Rect[],
  gaps: Gaps,
): Box | undefined {
  if (rects.length === 0) return undefined;
  const rect = {
    x,
    y,
    width: Math.max(240, ...rects.map(inner => inner.x + inner.width + gaps.inset - x)),
    height: Math.max(...rects.map(inner => inner.y + inner.height)) + gaps.inset - y,
  };
  const texts = [textAt({ x: x + 12, y: y + 24 }, `AWS region ${region}`, rect.width - 60, 'strong', 13)];
  return { id: regionId, kind: 'region', certain: true, title: `AWS region ${region}`, rect, texts };
}

/** Whoever calls comes first; what is joined to nothing comes at the end of the first layer. */
function outerLayers(items: readonly Item[], flows: readonly Flow[]): Item[][] {
  const ranks = ranksOf(
    items.map(({ id }) => id),
    flows,
  );
  const layers = layersBy(
    items.filter(item => isJoined(item, flows)),
    ({ id }) => ranks.get(id) ?? 0,
  );
  const loose = items.filter(item => !isJoined(item, flows));
  return loose.length > 0 ? [[...(layers[0] ?? []), ...loose], ...layers.slice(1)] : layers;
}

/** The region's services in the order of who calls whom, near to whatever they are joined to. */
function panelLayers(items: readonly Item[], flows: readonly Flow[], placed: readonly Card[]): Item[][] {
  const ranks = ranksOf(
    items.map(({ id }) => id),
    flows,
  );
  const heights = new Map(placed.map(({ item, rect }) => [item.id, rect.y]));
  return layersBy(items, ({ id }) => ranks.get(id) ?? 0).map(layer => {
    const weighed = layer.map((item, index) => ({ item, index, at: meanHeight(item, flows, heights) }));
    weighed.sort((a, b) => a.at - b.at || a.index - b.index);
    for (const [index, { item }] of weighed.entries()) heights.set(item.id, index * 100);
    return weighed.map(({ item }) => item);
  });
}

function isJoined({ id }: Item, flows: readonly Flow[]): boolean {
  return flows.some(({ from, to }) => from === id || to === id);
}

/** Puts the rest below what stands there, and beside it once the columns are full. */
function fillUp(cards: readonly Card[], rest: readonly Item[], at: Point, gaps: Gaps, most: number): Card[] {
  const filled = [...cards];
  const columns = [...new Set(cards.map(({ rect }) => rect.x))];
  for (const item of rest) {
    const room = (x: number) => filled.filter(({ rect }) => rect.x === x).length;
    let x = columns.find(column => room(column) < most);
    if (x === undefined) {
      x = columns.length === 0 ? at.x : rightOf(filled) + gaps.x;
      columns.push(x);
    }
    filled.push(cardAt(item, { x, y: at.y + room(x) * (card.height + gaps.y), ...card }));
  }
  return filled;
}

function meanHeight({ id }: Item, flows: readonly Flow[], heights: ReadonlyMap<string, number>): number {
  const ends = flows.flatMap(({ from, to }) => (to === id ? [from] : from === id ? [to] : []));
  const known = ends.flatMap(end => heights.get(end) ?? []);
  return known.length === 0 ? 0 : known.reduce((sum, height) => sum + height, 0) / known.length;
}

function layersBy(items: readonly Item[], rankOf: (item: Item) => number): Item[][] {
  const ranks = [...new Set(items.map(rankOf))].sort((a, b) => a - b);
  return ranks.map(rank => items.filter(item => rankOf(item) === rank));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function columnsOf(layers: readonly Item[][], at: Point, gaps: Gaps, most: number): Card[] {
  let { x } = at;
  return layers.flatMap(layer => {
    const columns = Math.ceil(layer.length / most);
    const perColumn = Number.isFinite(most) ? Math.ceil(layer.length / columns) : layer.length;
    const cards = layer.map((item, index) =>
      cardAt(item, {
        x: x + Math.floor(index / perColumn) * (card.width + gaps.x),
        y: at.y + (index % perColumn) * (card.height + gaps.y),
        ...card,
      }),
    );
    x = rightOf(cards) + gaps.x + gaps.box;
    return cards;
  });
}

function rowsOf(layers: readonly Item[][], at: Point, gaps: Gaps): Card[] {
  return layers.flatMap((layer, row) =>
    layer.map((item, index) =>
      cardAt(item, {
        x: at.x + index * (card.width + gaps.x),
        y: at.y + row * (card.height + gaps.y),
        ...card,
      }),
    ),
  );
}

/** Moves what is outside over the middle of the network. */
function centre(cards: readonly Card[], region: Box | undefined, inner: readonly Card[]): Card[] {
  if (!region || cards.length === 0) return [...cards];
  const spanning = inner.filter(({ rect }) => rect.width > card.width)[0]?.rect ?? region.rect;
  const widthOfAll = rightOf(cards) - margin;
  const middle = spanning.x + spanning.width / 2 - widthOfAll / 2;
  const shift = Math.max(0, Math.round((middle - margin) / 10) * 10);
  return cards.map(({ item, rect }) => cardAt(item, { ...rect, x: rect.x + shift }));
}

function rightOf(cards: readonly Card[]): number {
  return Math.max(0, ...cards.map(({ rect }) => rect.x + rect.width));
}

function bottomOf(cards: readonly Card[]): number {
  return Math.max(0, ...cards.map(({ rect }) => rect.y + rect.height));
}
