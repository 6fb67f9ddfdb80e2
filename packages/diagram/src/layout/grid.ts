import { pitch } from './measures.ts';
import type { Box, Point, Rect } from './picture.ts';

/** The directions of a step: right, down, left, up. */
const moves = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/** Bits of a cell that a border crosses. */
const HORIZONTAL = 1;
const VERTICAL = 2;

/** The elements that are drawn on a grid before its arrows. */
export interface Obstacles {
  items: readonly Rect[];
  boxes: readonly Box[];
  texts: readonly Rect[];
}

/** A cell on the border of a rectangle where an arrow can begin or end. */
export interface Port {
  cell: number;
  /** the direction from the rectangle to the outside */
  side: number;
  /** from the center of the side, in pixels */
  offCenter: number;
}

/** The cells that arrows can run through, and the arrows that run there. Cells are numbered row by row. */
export class Grid {
  readonly size: number;
  readonly #columns: number;
  readonly #rows: number;
  /** 1 for a cell that is covered by an item or a text */
  readonly #blocked: Uint8Array;
  /** 1 for a cell next to an item */
  readonly #near: Uint8Array;
  readonly #borders: Uint8Array;
  /** the key of the arrow that runs through a cell, horizontally and vertically; 0 for none */
  readonly #horizontal: Uint16Array;
  readonly #vertical: Uint16Array;

  constructor({ width, height }: Rect, { items, boxes, texts }: Obstacles) {
    this.#columns = Math.ceil(width / pitch) + 1;
    this.#rows = Math.ceil(height / pitch) + 1;
    this.size = this.#columns * this.#rows;
    this.#blocked = new Uint8Array(this.size);
    this.#near = new Uint8Array(this.size);
    this.#borders = new Uint8Array(this.size);
    this.#horizontal = new Uint16Array(this.size);
    this.#vertical = new Uint16Array(this.size);
    for (const rect of texts) this.#fill(this.#blocked, rect, 3);
    for (const rect of items) {
      this.#fill(this.#near, rect, pitch);
      this.#fill(this.#blocked, rect, 0);
    }
    for (const { rect } of boxes) this.#addBorder(rect);
  }

  #fill(cells: Uint8Array, { x, y, width, height }: Rect, margin: number): void {
    const top = Math.max(0, Math.ceil((y - margin) / pitch));
    const bottom = Math.min(this.#rows - 1, Math.floor((y + height + margin) / pitch));
    const left = Math.max(0, Math.ceil((x - margin) / pitch));
    const right = Math.min(this.#columns - 1, Math.floor((x + width + margin) / pitch));
    for (let row = top; row <= bottom; row += 1)
      cells.fill(1, row * this.#columns + left, row * this.#columns + right + 1);
  }

  #addBorder({ x, y, width, height }: Rect): void {
    for (let step = 0; step <= width; step += pitch)
      for (const end of [y, y + height]) this.#markBorder({ x: x + step, y: end }, HORIZONTAL);
    for (let step = 0; step <= height; step += pitch)
      for (const end of [x, x + width]) this.#markBorder({ x: end, y: y + step }, VERTICAL);
  }

  #markBorder(point: Point, bit: number): void {
    const cell = this.#cellAt(point);
    this.#borders[cell] = (this.#borders[cell] ?? 0) | bit;
  }

  #cellAt({ x, y }: Point): number {
    return (y / pitch) * this.#columns + x / pitch;
  }

  /** Returns the position of a cell. */
  pointAt(cell: number): Point {
    return { x: (cell % this.#columns) * pitch, y: Math.floor(cell / this.#columns) * pitch };
  }

  /** Returns the adjacent cell in a direction; `undefined` at the edge of the grid. */
  neighbor(cell: number, direction: number): number | undefined {
    const [dx, dy] = moves[direction] as (typeof moves)[number];
    const column = (cell % this.#columns) + dx;
    const row = Math.floor(cell / this.#columns) + dy;
    if (column < 0 || row < 0 || column >= this.#columns || row >= this.#rows) return undefined;
    return row * this.#columns + column;
  }

  /** Whether an item or a text covers a cell. */
  isBlocked(cell: number): boolean {
    return this.#blocked[cell] === 1;
  }

  /** Whether a cell is next to an item. */
  isNear(cell: number): boolean {
    return this.#near[cell] === 1;
  }

  /** Whether a step runs along the border of a box. */
  isOnBorder(from: number, to: number, direction: number): boolean {
    const bit = isHorizontal(direction) ? HORIZONTAL : VERTICAL;
    return ((this.#borders[from] ?? 0) & (this.#borders[to] ?? 0) & bit) !== 0;
  }

  #keysAlong(direction: number): Uint16Array {
    return isHorizontal(direction) ? this.#horizontal : this.#vertical;
  }

  /** Whether arrows of a key run through both cells in a direction. */
  isShared(from: number, to: number, direction: number, key: number): boolean {
    const keys = this.#keysAlong(direction);
    return keys[from] === key && keys[to] === key;
  }

  /** Whether an arrow of another key runs through a cell in a direction. */
  isTaken(cell: number, direction: number, key: number): boolean {
    const other = this.#keysAlong(direction)[cell] ?? 0;
    return other !== 0 && other !== key;
  }

  /** Counts the parallel arrows that are so close that a label has no room between them. */
  parallelsNear(cell: number, direction: number, key: number): number {
    const aside = isHorizontal(direction) ? this.#columns : 1;
    let count = 0;
    for (const offset of [-2 * aside, -aside, aside, 2 * aside])
      if (this.isTaken(cell + offset, direction, key)) count += 1;
    return count;
  }

  /** Marks a cell as used by an arrow of a key. */
  take(cell: number, direction: number, key: number): void {
    this.#keysAlong(direction)[cell] = key;
  }

  /** Marks a free cell in both directions, so that no arrow of another key begins, turns or ends there. */
  takeCorner(cell: number, key: number): void {
    for (const keys of [this.#horizontal, this.#vertical]) keys[cell] ||= key;
  }

  /** Returns the cells where an arrow can begin or end at a rectangle, without its corners. */
  portsOf({ x, y, width, height }: Rect): Port[] {
    const ports: Port[] = [];
    const add = (px: number, py: number, side: number, offCenter: number) => {
      if (px >= 0 && py >= 0) ports.push({ cell: this.#cellAt({ x: px, y: py }), side, offCenter });
    };
    for (let px = x + pitch; px < x + width; px += pitch) {
      const offCenter = Math.abs(px - x - width / 2);
      add(px, y + height, 1, offCenter);
      add(px, y, 3, offCenter);
    }
    for (let py = y + pitch; py < y + height; py += pitch) {
      const offCenter = Math.abs(py - y - height / 2);
      add(x + width, py, 0, offCenter);
      add(x, py, 2, offCenter);
    }
    return ports;
  }
}

/** Whether a direction is right or left. */
function isHorizontal(direction: number): boolean {
  return direction % 2 === 0;
}

/** Returns the opposite direction. */
export function opposite(direction: number): number {
  return (direction + 2) % 4;
}
