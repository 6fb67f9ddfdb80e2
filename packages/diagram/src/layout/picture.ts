import type { Exposure, Flow, Item } from '../elements.ts';

/** A rectangle in pixels. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A point in pixels. */
export interface Point {
  x: number;
  y: number;
}

/** A line of text; `x` is its beginning and `y` its baseline. */
export interface Text {
  text: string;
  x: number;
  y: number;
  size: number;
  style: 'strong' | 'plain' | 'muted';
  /** the area that it covers */
  rect: Rect;
}

/** A box around other boxes and cards. */
export interface Box {
  id: string;
  /** id of the box around it */
  parent?: string;
  kind: 'region' | 'network' | 'zone' | 'subnet';
  exposure?: Exposure;
  certain: boolean;
  /** the tooltip */
  title: string;
  rect: Rect;
  texts: Text[];
}

/** An item with its position. */
export interface Card {
  item: Item;
  /** id of the innermost box that contains all of it */
  parent?: string;
  /** the tooltip */
  title: string;
  rect: Rect;
  /** upper left corner of its icon */
  icon: Point;
  texts: Text[];
}

/** An arrow with its route. */
export interface Arrow {
  flow: Flow;
  /** the arrow as a sentence */
  title: string;
  points: Point[];
  /** the number of points, from the first, that it shares with arrows drawn before it from the same item */
  shared: number;
  label?: { text: string; rect: Rect };
}

/** A drawing with positions, in pixels from the upper left corner. */
export interface Picture {
  width: number;
  height: number;
  boxes: Box[];
  cards: Card[];
  arrows: Arrow[];
  /** arrows that overlap or have no route, and labels without a position; empty when everything is legible */
  problems: string[];
}

/** Whether two rectangles overlap by more than a border. */
export function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Whether a rectangle contains another one. */
export function contains(outer: Rect, inner: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    rightOf(inner) <= rightOf(outer) &&
    bottomOf(inner) <= bottomOf(outer)
  );
}

/** Returns the right edge of a rectangle. */
export function rightOf({ x, width }: Rect): number {
  return x + width;
}

/** Returns the bottom edge of a rectangle. */
export function bottomOf({ y, height }: Rect): number {
  return y + height;
}
