import type { Drawing, Flow, Item } from '../elements.ts';
import { card, cardAt, type Gaps, textAt } from './measures.ts';
import { type Block, layOutNetwork } from './networkLayout.ts';
import { arrangePanel } from './panel.ts';
import { bottomOf, type Box, type Card, type Point, type Rect, rightOf } from './picture.ts';
import { isConnected, layersByRank, ranksAmong } from './layers.ts';

const margin = 30;
const heading = 50;
const regionId = 'region';

/** The height of the region's title. */
const regionTitle = 40;

/**
 * Returns the positions of all boxes and cards: items outside the region first, then the networks, and beside them the
 * region's services.
 */
export function arrange(drawing: Drawing, gaps: Gaps): Block {
  const hasNetworks = drawing.networks.length > 0;
  const outside = arrangeOutside(drawing, gaps);
  const start = regionStart(outside, hasNetworks, gaps);
  const inner = { x: start.x + gaps.inset, y: start.y + regionTitle };
  const blocks = layOutNetworks(drawing, inner, gaps);
  const networkCards = blocks.flatMap(({ cards }) => cards);
  const panel = arrangePanel(drawing, {
    at: { x: panelLeft(blocks, inner, gaps), y: inner.y + gaps.y },
    bottom: Math.max(0, ...blocks.map(({ rect }) => bottomOf(rect))),
    gaps,
    placed: networkCards,
    parent: regionId,
  });
  const contents = [...blocks, ...panel].map(({ rect }) => rect);
  const region = regionBox(drawing, start, contents, gaps);
  const boxes = blocks.flatMap(block => block.boxes);
  if (region) boxes.unshift(region);
  const centered = hasNetworks && region ? centerAbove(outside, region, networkCards) : outside;
  const cards = [...centered, ...networkCards, ...panel];
  return { boxes, cards, rect: pageAround([...boxes, ...cards].map(({ rect }) => rect)) };
}

/** Items outside the region are above it, or beside it when it has no network. */
function arrangeOutside({ items, flows, networks }: Drawing, gaps: Gaps): Card[] {
  const outside = items.filter(({ place }) => place.at === 'outside' || place.at === 'global');
  const layers = outsideLayers(outside, flows);
  if (networks.length > 0) return rowsOf(layers, { x: margin, y: heading }, gaps);
  return columnsOf(layers, { x: margin, y: heading + regionTitle + gaps.y }, gaps);
}

function regionStart(outside: readonly Card[], hasNetworks: boolean, gaps: Gaps): Point {
  if (outside.length === 0) return { x: margin, y: heading };
  const rects = outside.map(({ rect }) => rect);
  if (hasNetworks) return { x: margin, y: Math.max(...rects.map(bottomOf)) + gaps.y };
  return { x: Math.max(...rects.map(rightOf)) + gaps.x, y: heading };
}

function layOutNetworks(drawing: Drawing, { x, y }: Point, gaps: Gaps): Block[] {
  const blocks: Block[] = [];
  for (const network of drawing.networks) {
    const top = Math.max(y, ...blocks.map(({ rect }) => bottomOf(rect) + gaps.box));
    blocks.push(layOutNetwork(drawing, network, { at: { x, y: top }, gaps, parent: regionId }));
  }
  return blocks;
}

function panelLeft(blocks: readonly Block[], inner: Point, gaps: Gaps): number {
  if (blocks.length === 0) return inner.x;
  return Math.max(...blocks.map(({ rect }) => rightOf(rect))) + gaps.x;
}

function regionBox(
  { region }: Drawing,
  { x, y }: Point,
  contents: readonly Rect[],
  gaps: Gaps,
): Box | undefined {
  if (contents.length === 0) return undefined;
  const rect = {
    x,
    y,
    width: Math.max(240, ...contents.map(inner => rightOf(inner) + gaps.inset - x)),
    height: Math.max(...contents.map(bottomOf)) + gaps.inset - y,
  };
  const title = `AWS region ${region}`;
  const texts = [textAt({ x: x + 12, y: y + 24 }, title, rect.width - 60, 'strong', 13)];
  return { id: regionId, kind: 'region', certain: true, title, rect, texts };
}

/** Callers come first. Items without an arrow come at the end of the first layer. */
function outsideLayers(items: readonly Item[], flows: readonly Flow[]): Item[][] {
  const ranks = ranksAmong(items, flows);
  const connected = items.filter(item => isConnected(item, flows));
  const loose = items.filter(item => !connected.includes(item));
  const layers = layersByRank(connected, ranks);
  if (loose.length === 0) return layers;
  return [[...(layers[0] ?? []), ...loose], ...layers.slice(1)];
}

/** Each layer is a column. */
function columnsOf(layers: readonly Item[][], at: Point, gaps: Gaps): Card[] {
  return layers.flatMap((layer, column) =>
    layer.map((item, row) =>
      cardAt(item, {
        x: at.x + column * (card.width + gaps.x + gaps.box),
        y: at.y + row * (card.height + gaps.y),
        ...card,
      }),
    ),
  );
}

/** Each layer is a row. */
function rowsOf(layers: readonly Item[][], at: Point, gaps: Gaps): Card[] {
  return layers.flatMap((layer, row) =>
    layer.map((item, column) =>
      cardAt(item, {
        x: at.x + column * (card.width + gaps.x),
        y: at.y + row * (card.height + gaps.y),
        ...card,
      }),
    ),
  );
}

/** Moves the items outside the region above the center of the first card that spans several subnets, or of the region. */
function centerAbove(cards: readonly Card[], region: Box, inner: readonly Card[]): Card[] {
  if (cards.length === 0) return [];
  const target = inner.find(({ rect }) => rect.width > card.width)?.rect ?? region.rect;
  const width = Math.max(...cards.map(({ rect }) => rightOf(rect))) - margin;
  const left = target.x + target.width / 2 - width / 2;
  const shift = Math.max(0, Math.round((left - margin) / 10) * 10);
  return cards.map(({ item, rect }) => cardAt(item, { ...rect, x: rect.x + shift }));
}

function pageAround(rects: readonly Rect[]): Rect {
  return {
    x: 0,
    y: 0,
    width: Math.max(320, ...rects.map(rightOf)) + margin,
    height: Math.max(heading, ...rects.map(bottomOf)) + margin,
  };
}
