import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Drawing, Exposure, Flow, Item, Kind, Network, Place } from '../elements.ts';
import { isCrossedBy } from './labels.ts';
import { layOut } from './layOut.ts';
import { contains, overlap, type Picture, type Point, type Rect } from './picture.ts';

const exposures: Exposure[] = ['public', 'private', 'isolated', 'unknown'];
const kinds: Kind[] = ['balancer', 'compute', 'database', 'gateway', 'storage', 'secret', 'messaging'];

const name = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.constantFrom('web', 'prompt-library-production-database-1'),
);

/** A VPC whose subnets are the cells of a table, some of which are missing. */
function network(id: string) {
  return fc
    .record({
      name,
      zones: fc.integer({ min: 0, max: 3 }),
      cells: fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
      exposure: fc.array(fc.constantFrom(...exposures), { minLength: 3, maxLength: 3 }),
    })
    .map(({ name: called, zones, cells, exposure }): Network => {
      const subnets = cells.flatMap((isThere, index) => {
        const tier = Math.floor(index / 3);
        const column = index % 3;
        const zone = column < zones ? { zone: `zone-${column}` } : {};
        const cell = { id: `${id}.${index}`, name: `subnet ${index}`, detail: '10.0.0.0/24', tier, ...zone };
        return isThere ? [{ ...cell, exposure: exposure[tier] ?? 'unknown' }] : [];
      });
      return { id, name: called, detail: '10.0.0.0/16', certain: true, subnets };
    });
}

function place(networks: readonly Network[]): fc.Arbitrary<Place> {
  const inside = networks.map(({ id, subnets }) =>
    fc
      .subarray(subnets.map(subnet => subnet.id))
      .map((chosen): Place => ({ at: 'network', network: id, subnets: chosen })),
  );
  return fc.oneof(
    fc.constantFrom<Place>({ at: 'region' }, { at: 'global' }, { at: 'outside' }),
    ...inside,
    ...inside,
  );
}

const drawing: fc.Arbitrary<Drawing> = fc
  .integer({ min: 0, max: 2 })
  .chain(count => fc.tuple(...Array.from({ length: count }, (_, index) => network(`vpc${index}`))))
  .chain(networks =>
    fc
      .array(
        fc.record({
          name,
          place: place(networks),
          kind: fc.constantFrom(...kinds),
          detail: name,
          certain: fc.boolean(),
        }),
        { maxLength: 12 },
      )
      .map(items => ({
        networks,
        items: items.map((item, index): Item => ({
          ...item,
          id: `item${index}`,
          label: 'Thing',
          names: [item.name],
        })),
      })),
  )
  .chain(({ networks, items }) => {
    const ids = items.map(({ id }) => id);
    const sources = [...ids, ...networks.flatMap(({ subnets }) => subnets.map(({ id }) => id))];
    const flow = fc.record({
      from: fc.constantFrom(...sources, 'missing'),
      to: fc.constantFrom(...ids, 'missing'),
      kind: fc.constantFrom<Flow['kind']>('network', 'use', 'event'),
      ports: fc.constantFrom<string[]>([], ['443'], ['80', '443'], ['1024-65535']),
      certain: fc.boolean(),
    });
    const holds = ({ place: where }: Item, id: string) =>
      where.at === 'network' && where.subnets.includes(id);
    const isGood = ({ from, to }: Flow) =>
      from !== to &&
      from !== 'missing' &&
      to !== 'missing' &&
      !items.some(item => item.id === to && holds(item, from));
    return fc.array(flow, { maxLength: 14 }).map(flows => ({
      title: 'any',
      region: 'us-east-1',
      networks,
      items,
      flows: flows.filter(isGood),
      notes: [],
    }));
  });

/** Runs a check on the pictures of many drawings. */
function everyPicture(check: (picture: Picture, of: Drawing) => void): void {
  fc.assert(
    fc.property(drawing, one => {
      check(layOut(one), one);
    }),
    { numRuns: 60, seed: 7 },
  );
}

function expectApart(rects: readonly Rect[]): void {
  for (const [index, rect] of rects.entries())
    for (const other of rects.slice(index + 1)) expect(overlap(rect, other)).toBe(false);
}

function boxOf({ boxes }: Picture, id: string | undefined) {
  return boxes.find(box => box.id === id);
}

test('boxes are inside their parents and do not overlap', () => {
  everyPicture(picture => {
    for (const box of picture.boxes) {
      const parent = boxOf(picture, box.parent);
      expect(parent === undefined).toBe(box.kind === 'region');
      expect(contains((parent ?? box).rect, box.rect)).toBe(true);
    }
    const parents = new Set(picture.boxes.map(({ parent }) => parent));
    for (const parent of parents)
      expectApart(picture.boxes.filter(box => box.parent === parent).map(({ rect }) => rect));
  });
});

test('items are inside their boxes and overlap no other item, box or title', () => {
  everyPicture(picture => {
    expectApart(picture.cards.map(({ rect }) => rect));
    for (const { rect, parent } of picture.cards) {
      const box = boxOf(picture, parent);
      const isPlaced = box
        ? contains(box.rect, rect)
        : picture.boxes.every(other => !overlap(other.rect, rect));
      expect(isPlaced).toBe(true);
      for (const text of picture.boxes.flatMap(({ texts }) => texts))
        expect(overlap(text.rect, rect)).toBe(false);
    }
  });
});

test('an item covers a part of each of its subnets and of no other, or is beside all subnets', () => {
  everyPicture(({ cards, boxes }) => {
    for (const { item, rect } of cards) {
      const covered = boxes
        .filter(box => box.kind === 'subnet' && overlap(box.rect, rect))
        .map(({ id }) => id);
      const own = item.place.at === 'network' ? item.place.subnets : [];
      expect([[], [...own].sort()]).toContainEqual(covered.sort());
    }
  });
});

test('an item in two zones that are not adjacent is beside the table, with the number of its subnets', () => {
  const subnets = ['a', 'b', 'c'].map(zone => ({
    id: zone,
    name: zone,
    detail: '',
    exposure: 'private' as const,
    tier: 0,
    zone,
  }));
  const item: Item = {
    id: 'item',
    kind: 'compute',
    label: 'Service',
    name: 'api',
    detail: 'Fargate',
    place: { at: 'network', network: 'vpc', subnets: ['a', 'c'] },
    names: ['api'],
    certain: true,
  };
  const networks = [{ id: 'vpc', name: 'VPC', detail: '', certain: true, subnets }];
  const { cards, boxes } = layOut({ title: '', region: '', networks, items: [item], flows: [], notes: [] });
  const covered = boxes.filter(
    ({ kind, rect }) => kind === 'subnet' && overlap(rect, cards[0]?.rect as Rect),
  );
  expect(covered).toEqual([]);
  expect(cards[0]?.texts.map(({ text }) => text)).toContain('Fargate, in 2 subnets');
});

test('texts are inside their boxes and cards, and do not overlap inner boxes', () => {
  everyPicture(({ boxes, cards, width, height }) => {
    const page = { x: 0, y: 0, width, height };
    for (const { rect, texts } of [...boxes, ...cards]) {
      expect(contains(page, rect)).toBe(true);
      for (const text of texts) expect(contains(rect, text.rect)).toBe(true);
      expectApart(texts.map(text => text.rect));
    }
    for (const { id, texts } of boxes)
      for (const { rect } of boxes.filter(({ parent }) => parent === id))
        expect(texts.some(text => overlap(text.rect, rect))).toBe(false);
  });
});

test('every arrow connects the borders of its ends and crosses no other item or title', () => {
  everyPicture((picture, { flows }) => {
    const expected = new Set(flows.map(flow => JSON.stringify(flow)));
    expect(new Set(picture.arrows.map(({ flow }) => JSON.stringify(flow)))).toEqual(expected);
    const rectOf = (id: string) =>
      (picture.cards.find(({ item }) => item.id === id) ?? boxOf(picture, id))?.rect as Rect;
    const texts = picture.boxes.flatMap(box => box.texts.map(({ rect }) => rect));
    for (const { flow, points } of picture.arrows) {
      expect(isOnBorder(points[0] as Point, rectOf(flow.from))).toBe(true);
      expect(isOnBorder(points.at(-1) as Point, rectOf(flow.to))).toBe(true);
      const others = picture.cards.filter(({ item }) => item.id !== flow.from && item.id !== flow.to);
      for (const rect of [...others.map(one => one.rect), ...texts])
        expect(isCrossedBy(rect, points)).toBe(false);
      for (const [index, point] of points.slice(1).entries())
        expect(point.x === points[index]?.x || point.y === points[index]?.y).toBe(true);
    }
  });
});

test('labels overlap no item, title, other label or arrow of another bundle', () => {
  everyPicture(({ arrows, cards, boxes }) => {
    const labels = arrows.flatMap(({ label }) => label?.rect ?? []);
    const texts = boxes.flatMap(box => box.texts.map(({ rect }) => rect));
    const fixed = [...cards.map(({ rect }) => rect), ...texts];
    expectApart(labels);
    for (const label of labels) expect(fixed.some(rect => overlap(rect, label))).toBe(false);
    for (const { flow, label } of arrows.filter(arrow => arrow.label)) {
      const others = arrows.filter(
        other =>
          other.flow.from !== flow.from ||
          other.flow.kind !== flow.kind ||
          String(other.flow.ports) !== String(flow.ports) ||
          other.flow.certain !== flow.certain,
      );
      expect(others.some(({ points }) => isCrossedBy(label?.rect as Rect, points))).toBe(false);
    }
  });
});

test('arrows of different kinds between the same items do not run on the same line', () => {
  const items = ['a', 'b'].map((id): Item => ({
    id,
    kind: 'storage',
    label: 'Bucket',
    name: id,
    detail: '',
    place: { at: 'region' },
    names: [id],
    certain: true,
  }));
  const flows = (['network', 'use', 'event'] as const).map((kind): Flow => ({
    from: 'a',
    to: 'b',
    kind,
    ports: [],
    certain: true,
  }));
  const { arrows, problems } = layOut({ title: '', region: '', networks: [], items, flows, notes: [] });
  expect(problems).toEqual([]);
  const routes = arrows.map(({ points }) => points);
  expect(routes).toHaveLength(flows.length);
  const pairs = routes.flatMap((route, index) =>
    routes.slice(index + 1).map(other => [route, other] as const),
  );
  expect(pairs.filter(([route, other]) => shareLine(route, other))).toEqual([]);
});

/** Whether two routes have a part of a line in common. */
function shareLine(a: readonly Point[], b: readonly Point[]): boolean {
  const stepsOf = (points: readonly Point[]) =>
    points.slice(1).map((end, index) => rectBetween(points[index] as Point, end));
  return stepsOf(a).some(one => stepsOf(b).some(other => lengthInCommon(one, other) > 0));
}

function rectBetween(a: Point, b: Point): Rect {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return { x, y, width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
}

/** The length of the intersection of two lines; 0 when they cross, negative when they are apart. */
function lengthInCommon(a: Rect, b: Rect): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.min(width, height) < 0 ? -1 : Math.max(width, height);
}

test('the same drawing has the same layout', () => {
  everyPicture((picture, one) => {
    expect(layOut(structuredClone(one))).toEqual(picture);
  });
});

function isOnBorder({ x, y }: Point, rect: Rect): boolean {
  const isBeside = x === rect.x || x === rect.x + rect.width;
  const isAbove = y === rect.y || y === rect.y + rect.height;
  const isWithin = x >= rect.x && x <= rect.x + rect.width && y >= rect.y && y <= rect.y + rect.height;
  return isWithin && isBeside !== isAbove;
}
