import { type Drawing, exposureWords, type Item, type Network, type Subnet } from '../drawing.ts';
import { card, cardAt, type Gaps, textAt } from './measures.ts';
import type { Box, Card, Point, Rect } from './picture.ts';
import { ranksOf } from './ranks.ts';

/** Boxes and items with their places. */
export interface Block {
  boxes: Box[];
  cards: Card[];
  rect: Rect;
}

const title = { network: 60, zone: 30, subnet: 50 };

interface Column {
  zone?: string;
  x: number;
  width: number;
}

interface Lane {
  item: Item;
  lane: number;
  first: number;
  last: number;
  /** beside how many others it stands in its cell */
  slot: number;
}

/**
 * A VPC as a table: zones are columns, tiers are rows, subnets the cells. What lies in subnets of several zones spans their
 * columns; what lies in no tier, or in several, stands at the right of the table.
 */
export function layOutNetwork(
  drawing: Drawing,
  network: Network,
  at: Point,
  gaps: Gaps,
  parent: string,
): Block {
  const items = drawing.items.filter(({ place }) => place.at === 'network' && place.network === network.id);
  const names = columnNames(network);
  const columnOf = new Map(network.subnets.map(subnet => [subnet.id, columnIndex(network, subnet, names)]));
  const tiers = [...new Set(network.subnets.map(({ tier }) => tier))].sort((a, b) => a - b);
  const rowOf = new Map(items.map(item => [item.id, rowOfItem(item, network, columnOf)]));
  const aside = items.filter(({ id }) => rowOf.get(id) === undefined);
  const rows = tiers.map(tier =>
    lanesOf(
      items.filter(({ id }) => rowOf.get(id) === tier),
      columnOf,
      drawing,
    ),
  );
  const columns = placeColumns(names, rows, at, gaps);
  const hasZones = names.some(name => name.zone !== undefined);
  const boxes: Box[] = [];
  const cards: Card[] = [];
  let y = at.y + title.network + (hasZones ? title.zone : 0);
  for (const [index, tier] of tiers.entries()) {
    const lanes = rows[index] ?? [];
    const count = Math.max(0, ...lanes.map(({ lane }) => lane + 1));
    const height =
      title.subnet + (count > 0 ? count * card.height + (count - 1) * gaps.y + gaps.inset : gaps.inset);
    for (const subnet of network.subnets.filter(one => one.tier === tier)) {
      const { x, width } = columns[columnOf.get(subnet.id) ?? 0] as Column;
      const inZone = subnet.zone === undefined ? network.id : `${network.id} ${subnet.zone}`;
      boxes.push(subnetBox(subnet, { x, y, width, height }, inZone));
    }
    for (const lane of lanes) cards.push(laneCard(lane, columns, y, gaps, network.id));
    y += height + gaps.box;
  }
  const bottom = y - (tiers.length > 0 ? gaps.box : 0);
  const lastColumn = columns.at(-1);
  const tableRight = lastColumn ? lastColumn.x + lastColumn.width + (hasZones ? 10 : 0) : at.x;
  const side = placeAside(
    aside.map(withSubnets),
    { x: tableRight + gaps.x, y: at.y + title.network + 30 },
    bottom,
    gaps,
    network.id,
  );
  const right = Math.max(tableRight, side.right, at.x + 260);
  const rect = {
    x: at.x,
    y: at.y,
    width: right + gaps.inset - at.x,
    height: Math.max(bottom + (hasZones ? 10 : 0), side.bottom) + gaps.inset - at.y,
  };
  const zones = columns.flatMap(({ zone, x, width }) =>
    zone === undefined
      ? []
      : [
          zoneBox(network, zone, {
            x: x - 10,
            y: at.y + title.network,
            width: width + 20,
            height: bottom + 10 - at.y - title.network,
          }),
        ],
  );
  return {
    boxes: [networkBox(network, rect, parent), ...zones, ...boxes],
    cards: [...cards, ...side.cards],
    rect,
  };
}

/** The tier in which a card can cover just the item's subnets; nothing when they lie in several, or not side by side. */
function rowOfItem(
  { place }: Item,
  { subnets }: Network,
  columnOf: ReadonlyMap<string, number>,
): number | undefined {
  const own = subnets.filter(({ id }) => place.at === 'network' && place.subnets.includes(id));
  const [first] = own;
  const columns = own.map(({ id }) => columnOf.get(id) ?? 0);
  const isWhole = Math.max(...columns) - Math.min(...columns) === own.length - 1;
  return isWhole && own.every(({ tier }) => tier === first?.tier) ? first?.tier : undefined;
}

/** Says of what stands aside in how many subnets it lies. */
function withSubnets(item: Item): Item {
  const count = item.place.at === 'network' ? item.place.subnets.length : 0;
  return count === 0
    ? item
    : { ...item, detail: [item.detail, `in ${count} subnets`].filter(Boolean).join(', ') };
}

/** Zones in order, then a place for each subnet of a row that has no zone. */
function columnNames({ subnets }: Network): { zone?: string }[] {
  const zones = [...new Set(subnets.flatMap(({ zone }) => zone ?? []))].sort();
  const loose = subnets.filter(({ zone }) => zone === undefined);
  const counts = loose.map(({ tier }) => loose.filter(other => other.tier === tier).length);
  return [...zones.map(zone => ({ zone })), ...Array.from({ length: Math.max(0, ...counts) }, () => ({}))];
}

function columnIndex({ subnets }: Network, subnet: Subnet, names: readonly { zone?: string }[]): number {
  if (subnet.zone !== undefined) return names.findIndex(({ zone }) => zone === subnet.zone);
  const loose = subnets.filter(({ zone, tier }) => zone === undefined && tier === subnet.tier);
  return names.findIndex(({ zone }) => zone === undefined) + loose.indexOf(subnet);
}

/** What spans more columns comes first, and what is called comes below what calls. */
function lanesOf(items: readonly Item[], columnOf: Map<string, number>, { flows }: Drawing): Lane[] {
  const ranks = ranksOf(
    items.map(({ id }) => id),
    flows,
  );
  const spans = items.map(item => {
    const columns = item.place.at === 'network' ? item.place.subnets.map(id => columnOf.get(id) ?? 0) : [];
    // what only leads elsewhere lies below what works
    const rank = (ranks.get(item.id) ?? 0) + (item.kind === 'gateway' ? items.length : 0);
    return { item, first: Math.min(...columns), last: Math.max(...columns), rank };
  });
  spans.sort((a, b) => a.rank - b.rank || b.last - b.first - (a.last - a.first));
  const taken = new Map<string, Lane[]>();
  return spans.map(({ item, first, last }) => {
    const cells = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    const at = (lane: number, column: number) => taken.get(`${lane} ${column}`) ?? [];
    const isFree = (lane: number) =>
      cells.every(column => at(lane, column).length === 0) ||
      (first === last &&
        at(lane, first).every(other => other.first === other.last) &&
        at(lane, first).length < 2);
    let lane = 0;
    while (!isFree(lane)) lane += 1;
    const placed = { item, lane, first, last, slot: first === last ? at(lane, first).length : 0 };
    for (const column of cells) taken.set(`${lane} ${column}`, [...at(lane, column), placed]);
    return placed;
  });
}

function placeColumns(names: readonly { zone?: string }[], rows: Lane[][], at: Point, gaps: Gaps): Column[] {
  let x = at.x + gaps.inset + (names.some(({ zone }) => zone !== undefined) ? 10 : 0);
  return names.map((name, index) => {
    const slots = rows.flat().filter(({ first, last }) => first === index && last === index);
    const most = Math.max(0, ...slots.map(({ slot }) => slot)) + 1;
    const width = most * card.width + (most - 1) * gaps.x + 2 * gaps.inset;
    const column = { ...name, x, width };
    x += width + gaps.box + 20;
    return column;
  });
}

function laneCard(
  { item, lane, first, last, slot }: Lane,
  columns: readonly Column[],
  top: number,
  gaps: Gaps,
  parent: string,
): Card {
  const begin = columns[first] as Column;
  const end = columns[last] as Column;
  const y = top + title.subnet + lane * (card.height + gaps.y);
  const x = begin.x + gaps.inset + slot * (card.width + gaps.x);
  const width = first === last ? card.width : end.x + end.width - gaps.inset - x;
  const inside = item.place.at === 'network' && first === last ? item.place.subnets[0] : undefined;
  return cardAt(item, { x, y, width, height: card.height }, inside ?? parent);
}

/** Items one below the other, in as many columns as the height asks for. */
function placeAside(items: readonly Item[], at: Point, bottom: number, gaps: Gaps, parent: string) {
  const step = card.height + gaps.y;
  const perColumn = Math.max(2, Math.floor((bottom - at.y + gaps.y) / step));
  const cards = items.map((item, index) => {
    const x = at.x + Math.floor(index / perColumn) * (card.width + gaps.x);
    return cardAt(item, { x, y: at.y + (index % perColumn) * step, ...card }, parent);
  });
  return {
    cards,
    right: Math.max(0, ...cards.map(({ rect }) => rect.x + rect.width)),
    bottom: Math.max(0, ...cards.map(({ rect }) => rect.y + rect.height)),
  };
}

function subnetBox(subnet: Subnet, rect: Rect, parent: string): Box {
  const { id, name, detail, exposure } = subnet;
  // beside its title an arrow must find its way
  const width = rect.width - 50;
  const words = exposureWords[exposure].one;
  const head = `${words}${detail ? `  ${detail}` : ''}`;
  return {
    id,
    parent,
    kind: 'subnet',
    exposure,
    certain: exposure !== 'unknown',
    title: [words, name, detail].filter(Boolean).join('\n'),
    rect,
    texts: [
      textAt({ x: rect.x + 10, y: rect.y + 18 }, head, width, 'strong', 11),
      textAt({ x: rect.x + 10, y: rect.y + 34 }, name, width, 'muted'),
    ],
  };
}

function zoneBox(network: Network, zone: string, rect: Rect): Box {
  const texts = [textAt({ x: rect.x + 10, y: rect.y + 20 }, zone, rect.width - 50, 'strong')];
  const id = `${network.id} ${zone}`;
  return {
    id,
    parent: network.id,
    kind: 'zone',
    certain: true,
    title: `Availability zone ${zone}`,
    rect,
    texts,
  };
}

function networkBox({ id, name, detail, certain }: Network, rect: Rect, parent: string): Box {
  // in the middle an arrow must find its way down
  const width = Math.max(220, rect.width / 2 - 60);
  const texts = [
    textAt({ x: rect.x + 12, y: rect.y + 24 }, name, width, 'strong', 13),
    ...(detail ? [textAt({ x: rect.x + 12, y: rect.y + 41 }, detail, width, 'muted')] : []),
  ];
  return {
    id,
    parent,
    kind: 'network',
    certain,
    title: [name, detail].filter(Boolean).join('\n'),
    rect,
    texts,
  };
}
