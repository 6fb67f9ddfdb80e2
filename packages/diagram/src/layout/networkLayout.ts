import {
  type Drawing,
  exposureLabels,
  type Item,
  type Network,
  type Subnet,
  subnetsOf,
} from '../elements.ts';
import { lanesOf, type Lane } from './lanes.ts';
import { card, cardAt, type Gaps, textAt } from './measures.ts';
import { bottomOf, type Box, type Card, type Point, type Rect, rightOf } from './picture.ts';

/** Boxes and cards with their positions. */
export interface Block {
  boxes: Box[];
  cards: Card[];
  rect: Rect;
}

/** Where a network is drawn. */
export interface NetworkArea {
  at: Point;
  gaps: Gaps;
  /** id of the box around it */
  parent: string;
}

/** The heights of titles. */
const title = { network: 60, zone: 30, subnet: 50 };

/** The distance between the border of a zone and its subnets. */
const ZONE_INSET = 10;

/** A column of the table: a zone, or a place for subnets without a zone. */
interface ColumnName {
  zone?: string;
}

interface Column extends ColumnName {
  x: number;
  width: number;
}

/** The rows and columns of a network. */
interface Table {
  network: Network;
  columns: Column[];
  /** by the id of the subnet */
  columnOf: ReadonlyMap<string, number>;
  tiers: { tier: number; lanes: Lane[] }[];
  /** the space around the columns for the borders of zones; 0 without zones */
  zoneInset: number;
}

/**
 * Lays out a VPC as a table: zones are columns, tiers are rows, and subnets are cells. An item in subnets of several zones spans
 * their columns; an item in no tier, or in several, is to the right of the table.
 */
export function layOutNetwork(drawing: Drawing, network: Network, { at, gaps, parent }: NetworkArea): Block {
  const items = drawing.items.filter(({ place }) => place.at === 'network' && place.network === network.id);
  const names = columnNames(network);
  const columnOf = new Map(network.subnets.map(subnet => [subnet.id, columnIndex(network, subnet, names)]));
  const tierOf = new Map(items.map(item => [item, tierOfItem(item, network, columnOf)]));
  const tiers = [...new Set(network.subnets.map(({ tier }) => tier))]
    .sort((a, b) => a - b)
    .map(tier => {
      const own = items.filter(item => tierOf.get(item) === tier);
      return { tier, lanes: lanesOf(own, columnOf, drawing.flows) };
    });
  const lanes = tiers.flatMap(tier => tier.lanes);
  const zoneInset = names.some(({ zone }) => zone !== undefined) ? ZONE_INSET : 0;
  const columns = placeColumns(names, lanes, at.x + gaps.inset + zoneInset, gaps);
  const table: Table = { network, columns, columnOf, tiers, zoneInset };
  const rows = layOutRows(table, at, gaps);
  const right = tableRight(table, at);
  const aside = placeAside(
    items.filter(item => tierOf.get(item) === undefined),
    { at: { x: right + gaps.x, y: at.y + title.network + 30 }, gaps, parent: network.id },
    rows.bottom,
  );
  const cards = [...rows.cards, ...aside];
  const edges = aside.map(({ rect }) => rect);
  const rect = {
    x: at.x,
    y: at.y,
    width: Math.max(right, at.x + 260, ...edges.map(rightOf)) + gaps.inset - at.x,
    height: Math.max(rows.bottom + zoneInset, ...edges.map(bottomOf)) + gaps.inset - at.y,
  };
  const boxes = [networkBox(network, rect, parent), ...zoneBoxes(table, at, rows.bottom), ...rows.boxes];
  return { boxes, cards, rect };
}

interface Rows {
  boxes: Box[];
  cards: Card[];
  bottom: number;
}

function layOutRows({ network, columns, columnOf, tiers, zoneInset }: Table, at: Point, gaps: Gaps): Rows {
  const boxes: Box[] = [];
  const cards: Card[] = [];
  let y = at.y + title.network;
  if (zoneInset > 0) y += title.zone;
  let bottom = y;
  for (const { tier, lanes } of tiers) {
    const height = rowHeight(lanes, gaps);
    for (const subnet of network.subnets.filter(one => one.tier === tier)) {
      const { x, width } = columns[columnOf.get(subnet.id) ?? 0] as Column;
      const parent = zoneId(network, subnet.zone);
      boxes.push(subnetBox(subnet, { x, y, width, height }, parent));
    }
    cards.push(...lanes.map(lane => laneCard(lane, columns, { at: { x: 0, y }, gaps, parent: network.id })));
    bottom = y + height;
    y = bottom + gaps.box;
  }
  return { boxes, cards, bottom };
}

function rowHeight(lanes: readonly Lane[], gaps: Gaps): number {
  const count = Math.max(0, ...lanes.map(({ lane }) => lane + 1));
  const contents = count * card.height + Math.max(0, count - 1) * gaps.y;
  return title.subnet + contents + gaps.inset;
}

function tableRight({ columns, zoneInset }: Table, at: Point): number {
  const last = columns.at(-1);
  if (!last) return at.x;
  return last.x + last.width + zoneInset;
}

/** The tier where a card can cover exactly the item's subnets; `undefined` when they are in several, or not adjacent. */
function tierOfItem(
  { place }: Item,
  { subnets }: Network,
  columnOf: ReadonlyMap<string, number>,
): number | undefined {
  const own = subnets.filter(({ id }) => subnetsOf(place).includes(id));
  const columns = own.map(({ id }) => columnOf.get(id) ?? 0);
  const isAdjacent = Math.max(...columns) - Math.min(...columns) === own.length - 1;
  const tier = own[0]?.tier;
  return isAdjacent && own.every(subnet => subnet.tier === tier) ? tier : undefined;
}

/** Zones in order, then a column for each subnet of a row that has no zone. */
function columnNames({ subnets }: Network): ColumnName[] {
  const zones = subnets.map(({ zone }) => zone).filter(zone => zone !== undefined);
  const loose = subnets.filter(({ zone }) => zone === undefined);
  const counts = loose.map(({ tier }) => loose.filter(other => other.tier === tier).length);
  return [
    ...[...new Set(zones)].sort().map(zone => ({ zone })),
    ...Array.from({ length: Math.max(0, ...counts) }, () => ({})),
  ];
}

function columnIndex({ subnets }: Network, subnet: Subnet, names: readonly ColumnName[]): number {
  const first = names.findIndex(({ zone }) => zone === subnet.zone);
  if (subnet.zone !== undefined) return first;
  const loose = subnets.filter(({ zone, tier }) => zone === undefined && tier === subnet.tier);
  return first + loose.indexOf(subnet);
}

function placeColumns(
  names: readonly ColumnName[],
  lanes: readonly Lane[],
  left: number,
  gaps: Gaps,
): Column[] {
  let x = left;
  return names.map((name, index) => {
    const inside = lanes.filter(({ first, last }) => first === index && last === index);
    const slots = Math.max(0, ...inside.map(({ slot }) => slot)) + 1;
    const width = slots * card.width + (slots - 1) * gaps.x + 2 * gaps.inset;
    const column = { ...name, x, width };
    x += width + gaps.box + 2 * ZONE_INSET;
    return column;
  });
}

/** @param area `at` is the upper left corner of the row */
function laneCard(
  { item, lane, first, last, slot }: Lane,
  columns: readonly Column[],
  { at, gaps, parent }: NetworkArea,
): Card {
  const begin = columns[first] as Column;
  const y = at.y + title.subnet + lane * (card.height + gaps.y);
  const x = begin.x + gaps.inset + slot * (card.width + gaps.x);
  if (first === last) {
    const [subnet = parent] = subnetsOf(item.place);
    return cardAt(item, { x, y, ...card }, subnet);
  }
  const end = columns[last] as Column;
  const width = end.x + end.width - gaps.inset - x;
  return cardAt(item, { x, y, width, height: card.height }, parent);
}

/** Places items in columns that are as high as the table. */
function placeAside(items: readonly Item[], { at, gaps, parent }: NetworkArea, bottom: number): Card[] {
  const step = card.height + gaps.y;
  const rows = Math.max(2, Math.floor((bottom - at.y + gaps.y) / step));
  return items.map((item, index) => {
    const x = at.x + Math.floor(index / rows) * (card.width + gaps.x);
    return cardAt(withSubnetCount(item), { x, y: at.y + (index % rows) * step, ...card }, parent);
  });
}

/** Beside the table, the detail of an item gives the number of its subnets. */
function withSubnetCount(item: Item): Item {
  const count = subnetsOf(item.place).length;
  if (count === 0) return item;
  return { ...item, detail: [item.detail, `in ${count} subnets`].filter(Boolean).join(', ') };
}

function subnetBox({ id, name, detail, exposure }: Subnet, rect: Rect, parent: string): Box {
  // the rest of the width is for an arrow
  const width = rect.width - 50;
  const label = exposureLabels[exposure].one;
  return {
    id,
    parent,
    kind: 'subnet',
    exposure,
    certain: exposure !== 'unknown',
    title: [label, name, detail].filter(Boolean).join('\n'),
    rect,
    texts: [
      textAt(
        { x: rect.x + 10, y: rect.y + 18 },
        [label, detail].filter(Boolean).join('  '),
        width,
        'strong',
        11,
      ),
      textAt({ x: rect.x + 10, y: rect.y + 34 }, name, width, 'muted'),
    ],
  };
}

/** The id of the box around a subnet: of its zone, or else of the network. */
function zoneId({ id }: Network, zone: string | undefined): string {
  if (zone === undefined) return id;
  return `${id} ${zone}`;
}

function zoneBoxes({ network, columns }: Table, at: Point, bottom: number): Box[] {
  const y = at.y + title.network;
  const boxes: Box[] = [];
  for (const { zone, x, width } of columns) {
    if (zone === undefined) continue;
    const rect = { x: x - ZONE_INSET, y, width: width + 2 * ZONE_INSET, height: bottom + ZONE_INSET - y };
    boxes.push(zoneBox(network, zone, rect));
  }
  return boxes;
}

function zoneBox(network: Network, zone: string, rect: Rect): Box {
  return {
    id: zoneId(network, zone),
    parent: network.id,
    kind: 'zone',
    certain: true,
    title: `Availability zone ${zone}`,
    rect,
    texts: [textAt({ x: rect.x + 10, y: rect.y + 20 }, zone, rect.width - 50, 'strong')],
  };
}

function networkBox({ id, name, detail, certain }: Network, rect: Rect, parent: string): Box {
  // the middle of the upper border is for an arrow
  const width = Math.max(220, rect.width / 2 - 60);
  const texts = [textAt({ x: rect.x + 12, y: rect.y + 24 }, name, width, 'strong', 13)];
  if (detail) texts.push(textAt({ x: rect.x + 12, y: rect.y + 41 }, detail, width, 'muted'));
  const tooltip = [name, detail].filter(Boolean).join('\n');
  return { id, parent, kind: 'network', certain, title: tooltip, rect, texts };
}
