import type { Exposure, Flow, Item } from '../drawing.ts';

/** A rectangle in pixels. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/** A line of text; `x` is where it begins and `y` the line that it stands on. */
export interface Text {
  text: string;
  /** the whole of it, when the text is shortened */
  full?: string;
  x: number;
  y: number;
  size: number;
  style: 'title' | 'strong' | 'plain' | 'muted';
  /** what it covers */
  rect: Rect;
}

/** A box around others. */
export interface Box {
  id: string;
  /** id of the box around it */
  parent?: string;
  kind: 'region' | 'network' | 'zone' | 'subnet';
  exposure?: Exposure;
  certain: boolean;
  /** all that there is to say of it */
  title: string;
  rect: Rect;
  texts: Text[];
}

/** An item with its place. */
export interface Card {
  item: Item;
  /** id of the box that it lies in: the innermost that holds all of it */
  parent?: string;
  title: string;
  rect: Rect;
  /** upper left corner of its sign */
  sign: Point;
  texts: Text[];
}

/** An arrow with its way. */
export interface Arrow {
  flow: Flow;
  title: string;
  points: Point[];
  /** how many of the points it has in common with arrows before it that begin at the same place */
  shared: number;
  label?: { text: string; rect: Rect };
}

/** A drawing with places for everything, in pixels from the upper left corner. */
export interface Picture {
  width: number;
  height: number;
  boxes: Box[];
  cards: Card[];
  arrows: Arrow[];
  /** ends that crowd one another, and labels that found no place: nothing when all is legible */
  faults: string[];
}

/** Whether two rectangles have more in common than a border. */
export function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Whether a rectangle lies in another one. */
export function contains(outer: Rect, inner: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}
