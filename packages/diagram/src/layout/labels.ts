import { overlap, type Point, type Rect } from './picture.ts';
import { widthOf } from './textWidth.ts';

const size = { font: 11, height: 16, step: 5 };

/** The cost of touching the border of a box, as a distance in pixels. */
const BORDER_COST = 60;

/** The elements that a label must not cover. */
export interface Obstacles {
  /** cards, texts, other labels */
  rects: readonly Rect[];
  /** the routes of other arrows */
  routes: readonly (readonly Point[])[];
  /** borders of boxes, which it avoids if possible */
  borders: readonly Rect[];
}

/**
 * Returns a position for a label on its arrow, as close to the arrow's head as possible.
 *
 * @returns `undefined` when there is none
 */
export function labelRect(text: string, points: readonly Point[], obstacles: Obstacles): Rect | undefined {
  const width = widthOf(text, size.font, true) + 8;
  let best: { rect: Rect; cost: number } | undefined;
  for (const { x, y, distance } of positionsOn(points, width)) {
    const rect = { x: x - width / 2, y: y - size.height / 2, width, height: size.height };
    const isOnBorder = obstacles.borders.some(border => touchesBorder(rect, border));
    const cost = isOnBorder ? distance + BORDER_COST : distance;
    if ((!best || cost < best.cost) && isFree(rect, obstacles)) best = { rect, cost };
  }
  return best?.rect;
}

interface Position extends Point {
  /** from the head, along the arrow */
  distance: number;
}

/** The centers that a label can have, from the head to the beginning of the arrow. */
function positionsOn(points: readonly Point[], width: number): Position[] {
  const positions: Position[] = [];
  let before = 0;
  for (let index = points.length - 1; index > 0; index -= 1) {
    const end = points[index] as Point;
    const start = points[index - 1] as Point;
    const length = Math.abs(end.x - start.x) + Math.abs(end.y - start.y);
    const half = (end.y === start.y ? width : size.height) / 2;
    // the line must be visible next to its head and its corners
    const first = half + (index === points.length - 1 ? 12 : 4);
    for (let along = first; along <= length - half - 4; along += size.step) {
      const x = end.x + Math.sign(start.x - end.x) * along;
      const y = end.y + Math.sign(start.y - end.y) * along;
      positions.push({ x, y, distance: before + along });
    }
    before += length;
  }
  return positions;
}

function isFree(rect: Rect, { rects, routes }: Obstacles): boolean {
  return !rects.some(other => overlap(rect, other)) && !routes.some(route => isCrossedBy(rect, route));
}

/** Whether a route crosses a rectangle. */
export function isCrossedBy(rect: Rect, route: readonly Point[]): boolean {
  return route.slice(1).some((end, index) => {
    const start = route[index] as Point;
    const line = {
      x: Math.min(start.x, end.x) - 1,
      y: Math.min(start.y, end.y) - 1,
      width: Math.abs(start.x - end.x) + 2,
      height: Math.abs(start.y - end.y) + 2,
    };
    return overlap(rect, line);
  });
}

function touchesBorder(rect: Rect, { x, y, width, height }: Rect): boolean {
  const topLeft = { x, y };
  const border = [
    topLeft,
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
    topLeft,
  ];
  return isCrossedBy(rect, border);
}
