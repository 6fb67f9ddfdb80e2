import type { Drawing, Flow } from '../elements.ts';
import { portsLabel } from '../ports.ts';
import { arrange } from './arrange.ts';
import { labelRect } from './labels.ts';
import { gapsOf } from './measures.ts';
import { type Arrow, type Box, contains, type Picture, type Rect } from './picture.ts';
import { Router, type RouteRequest } from './router.ts';

/** Scales of the gaps, which are tried until every arrow and every label has a position of its own. */
const scales = [1, 1.4, 2, 3];

/** A layout that needs this many search steps is not repeated with more room. */
const MAX_STEPS = 1_000_000;

/** Arrows are routed in this order. */
const kindOrder = { network: 0, event: 1, use: 2 };

/** Returns the positions of all elements of a drawing. */
export function layOut(drawing: Drawing): Picture {
  let best: Picture | undefined;
  let totalSteps = 0;
  for (const scale of scales) {
    const { picture, steps } = layOutWith(drawing, scale);
    if (!best || picture.problems.length < best.problems.length) best = picture;
    totalSteps += steps;
    if (best.problems.length === 0 || totalSteps > MAX_STEPS) break;
  }
  return best as Picture;
}

function layOutWith(drawing: Drawing, scale: number): { picture: Picture; steps: number } {
  const { boxes, cards, rect } = arrange(drawing, gapsOf(scale));
  const rects = new Map<string, Rect>([
    ...boxes.map(box => [box.id, box.rect] as const),
    ...cards.map(({ item, rect: area }) => [item.id, area] as const),
  ]);
  const texts = boxes.flatMap(box => box.texts.map(text => text.rect));
  const items = cards.map(one => one.rect);
  const router = new Router(rect, { items, boxes, texts });
  const arrows: Arrow[] = [];
  const problems: string[] = [];
  for (const { flow, from, to } of connectionsOf(drawing, rects)) {
    const title = titleOf(drawing, flow);
    const request: RouteRequest = { key: bundleOf(flow), from, to };
    const within = innermostOf(boxes, from, to);
    if (within) request.within = within;
    const route = router.route(request);
    if (!route || route.conflicts > 0) problems.push(title);
    if (route) arrows.push({ flow, title, points: route.points, shared: route.shared });
  }
  const borders = boxes.map(box => box.rect);
  problems.push(...placeLabels(arrows, [...items, ...texts], borders));
  const { width, height } = rect;
  return { picture: { width, height, boxes, cards, arrows, problems }, steps: router.steps };
}

interface Connection {
  flow: Flow;
  from: Rect;
  to: Rect;
}

/** The arrows in the order in which they are routed: by kind, short ones first. */
function connectionsOf({ flows }: Drawing, rects: ReadonlyMap<string, Rect>): Connection[] {
  const connections: (Connection & { length: number })[] = [];
  for (const flow of flows) {
    const [from, to] = [rects.get(flow.from), rects.get(flow.to)];
    if (from && to) connections.push({ flow, from, to, length: distance(from, to) });
  }
  return connections.sort((a, b) => kindOrder[a.flow.kind] - kindOrder[b.flow.kind] || a.length - b.length);
}

/** The innermost network or region that contains both ends. */
function innermostOf(boxes: readonly Box[], from: Rect, to: Rect): Rect | undefined {
  return boxes.findLast(
    ({ kind, rect }) => ['region', 'network'].includes(kind) && contains(rect, from) && contains(rect, to),
  )?.rect;
}

/** Arrows of one bundle may share a line, and the label on it. */
function bundleOf({ kind, from, ports, certain }: Flow): string {
  return JSON.stringify([kind, from, ports, certain]);
}

/** Adds labels to arrows, and returns a problem for each label without a position. */
function placeLabels(arrows: Arrow[], fixed: readonly Rect[], borders: readonly Rect[]): string[] {
  const rects = [...fixed];
  const problems: string[] = [];
  for (const arrow of arrows) {
    const text = portsLabel(arrow.flow.ports);
    if (text === '') continue;
    const routes = arrows
      .filter(({ flow }) => bundleOf(flow) !== bundleOf(arrow.flow))
      .map(({ points }) => points);
    const rect = labelRect(text, arrow.points, { rects, routes, borders });
    if (rect) {
      arrow.label = { text, rect };
      rects.push(rect);
    } else problems.push(`the label of ${arrow.title}`);
  }
  return problems;
}

function distance(a: Rect, b: Rect): number {
  return Math.abs(a.x + a.width / 2 - b.x - b.width / 2) + Math.abs(a.y + a.height / 2 - b.y - b.height / 2);
}

const verbs = { network: 'reaches', use: 'uses', event: 'calls' };

/** Returns an arrow as a sentence: `Load balancer web reaches ECS service api: 3000`. */
function titleOf(drawing: Drawing, { from, to, kind, ports, certain }: Flow): string {
  let title = `${nameOf(drawing, from)} ${verbs[kind]} ${nameOf(drawing, to)}`;
  if (ports.length > 0) title += `: ${ports.join(', ')}`;
  if (!certain) title += ' (known only when it is deployed)';
  return title;
}

function nameOf({ items, networks }: Drawing, id: string): string {
  const item = items.find(one => one.id === id);
  if (item) return `${item.label} ${item.name}`.trim();
  const boxes = [...networks.flatMap(({ subnets }) => subnets), ...networks];
  return boxes.find(box => box.id === id)?.name ?? id;
}
