import { overlap, type Point, type Rect } from './picture.ts';
import { widthOf } from './text.ts';

const size = { font: 11, height: 16, step: 5 };

/** What a label must not touch. */
export interface Obstacles {
  /** items, texts, other labels */
  rects: readonly Rect[];
  /** the ways of all other arrows */
  ways: readonly (readonly Point[])[];
  /** borders of boxes, which it touches where it must */
  borders: readonly Rect[];
}

/**
 * A place for a label on its arrow, as near to the arrow's head as may be.
 *
 * @returns nothing when there is none
 */
export function labelPlace(text: string, points: readonly Point[], obstacles: Obstacles): Rect | undefined {
  const width = widthOf(text, size.font, true) + 8;
  let best: { rect: Rect; price: number } | undefined;
  let behind = 0;
  for (let index = points.length - 1; index > 0; index -= 1) {
    const end = points[index] as Point;
    const start = points[index - 1] as Point;
    const length = Math.abs(end.x - start.x) + Math.abs(end.y - start.y);
    const isAcross = end.y === start.y;
    // beside its head and its corners the line must be seen
    const free = (isAcross ? width : size.height) / 2 + (index === points.length - 1 ? 12 : 4);
    for (let along = free; along <= length - (isAcross ? width : size.height) / 2 - 4; along += size.step) {
      const x = end.x + Math.sign(start.x - end.x) * along;
      const y = end.y + Math.sign(start.y - end.y) * along;
      const rect = { x: x - width / 2, y: y - size.height / 2, width, height: size.height };
      const price = behind + along + (obstacles.borders.some(border => touchesBorder(rect, border)) ? 60 : 0);
      if ((!best || price < best.price) && isFree(rect, obstacles)) best = { rect, price };
    }
    behind += length;
  }
  return best?.rect;
}

function isFree(rect: Rect, { rects, ways }: Obstacles): boolean {
  return !rects.some(other => overlap(rect, other)) && !ways.some(way => isCrossedBy(rect, way));
}

/** Whether a way runs through a rectangle. */
export function isCrossedBy(rect: Rect, way: readonly Point[]): boolean {
  return way.slice(1).some((end, index) => {
    const start = way[index] as Point;
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
  const corners = [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
  return isCrossedBy(rect, [...corners, corners[0] as Point]);
}
