import type { Drawing, Flow } from '../drawing.ts';
import { portsLabel } from '../ports.ts';
import { arrange } from './arrange.ts';
import { labelPlace } from './labels.ts';
import { gapsOf } from './measures.ts';
import { type Arrow, type Box, contains, type Picture, type Rect } from './picture.ts';
import { Router } from './routes.ts';

/** Room between things, tried one after the other until every arrow and every label has a place of its own. */
const scales = [1, 1.4, 2, 3];

/** Gives everything of a drawing its place. */
export function layOut(drawing: Drawing): Picture {
  let best: Picture | undefined;
  let steps = 0;
  for (const scale of scales) {
    const { picture, steps: taken } = layOutWith(drawing, scale);
    if (!best || picture.faults.length < best.faults.length) best = picture;
    steps += taken;
    if (best.faults.length === 0 || steps > enough) break;
  }
  return best as Picture;
}

/** A picture that takes so many steps of looking for ways is not tried again with more room. */
const enough = 1_000_000;

const order = { network: 0, event: 1, use: 2 };

function layOutWith(drawing: Drawing, scale: number): { picture: Picture; steps: number } {
  const { boxes, cards, rect } = arrange(drawing, gapsOf(scale));
  const ends = new Map<string, Rect>([
    ...boxes.map(box => [box.id, box.rect] as const),
    ...cards.map(one => [one.item.id, one.rect] as const),
  ]);
  const texts = boxes.flatMap(box => box.texts.map(text => text.rect));
  const items = cards.map(one => one.rect);
  const router = new Router(rect, items, boxes, texts);
  const faults: string[] = [];
  const wishes = drawing.flows.flatMap(flow => {
    const [from, to] = [ends.get(flow.from), ends.get(flow.to)];
    return from && to ? [{ flow, from, to, far: distance(from, to) }] : [];
  });
  wishes.sort((a, b) => order[a.flow.kind] - order[b.flow.kind] || a.far - b.far);
  const arrows: Arrow[] = [];
  for (const { flow, from, to } of wishes) {
    const title = titleOf(drawing, flow);
    const found = router.route({ key: bundleOf(flow), from, to, ...withinOf(boxes, from, to) });
    if (!found || found.conflicts > 0) faults.push(title);
    if (found) arrows.push({ flow, title, points: found.points, shared: found.shared });
  }
  placeLabels(
    arrows,
    [...items, ...texts],
    boxes.map(box => box.rect),
    faults,
  );
  const { width, height } = rect;
  return { picture: { width, height, boxes, cards, arrows, faults }, steps: router.steps };
}

/** The innermost network or region that holds both ends: what lies in it does not go outside to meet. */
function withinOf(boxes: readonly Box[], from: Rect, to: Rect): { within?: Rect } {
  const holding = boxes.filter(
    ({ kind, rect }) => ['region', 'network'].includes(kind) && contains(rect, from) && contains(rect, to),
  );
  const innermost = holding.at(-1);
  return innermost ? { within: innermost.rect } : {};
}

/** Arrows of one bundle may share a line, and a label on it speaks of all of them. */
function bundleOf({ kind, from, ports, certain }: Flow): string {
  return JSON.stringify([kind, from, ports, certain]);
}

function placeLabels(
  arrows: Arrow[],
  fixed: readonly Rect[],
  borders: readonly Rect[],
  faults: string[],
): void {
  const rects = [...fixed];
  for (const arrow of arrows) {
    const text = portsLabel(arrow.flow.ports);
    if (text === '') continue;
    const ways = arrows
      .filter(({ flow }) => bundleOf(flow) !== bundleOf(arrow.flow))
      .map(({ points }) => points);
    const rect = labelPlace(text, arrow.points, { rects, ways, borders });
    if (rect) {
      arrow.label = { text, rect };
      rects.push(rect);
    } else faults.push(`the label of ${arrow.title}`);
  }
}

function distance(a: Rect, b: Rect): number {
  return Math.abs(a.x + a.width / 2 - b.x - b.width / 2) + Math.abs(a.y + a.height / 2 - b.y - b.height / 2);
}

const verbs = { network: 'reaches', use: 'uses', event: 'calls' };

/** An arrow in words: `Load balancer web reaches ECS service api, ports 3000`. */
function titleOf(drawing: Drawing, { from, to, kind, ports, certain }: Flow): string {
  const nameOf = (id: string) => {
    const item = drawing.items.find(one => one.id === id);
    if (item) return `${item.label} ${item.name}`.trim();
    const subnets = drawing.networks.flatMap(network => network.subnets);
    return (
      subnets.find(subnet => subnet.id === id)?.name ??
      drawing.networks.find(one => one.id === id)?.name ??
      id
    );
  };
  const words = `${nameOf(from)} ${verbs[kind]} ${nameOf(to)}${ports.length > 0 ? `: ${ports.join(', ')}` : ''}`;
  return certain ? words : `${words} (known only when it is deployed)`;
}
