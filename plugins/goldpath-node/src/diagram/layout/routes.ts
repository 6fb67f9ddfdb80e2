import { Heap } from './heap.ts';
import { pitch } from './measures.ts';
import type { Box, Point, Rect } from './picture.ts';

/** Costs of a way, for a step of the grid and on top of it. */
const cost = {
  step: 10,
  shared: 5,
  bend: 35,
  crossing: 45,
  border: 40,
  near: 6,
  beside: 7,
  outside: 60,
  offCentre: 0.35,
  conflict: 600,
  hurried: 60,
};

/** About a second of looking. */
const patience = 2_000_000;

/** Right, down, left, up. */
const moves = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/** Two ends to be joined; what has one key may run in one line, for it begins at the same place. */
export interface Wish {
  key: string;
  from: Rect;
  to: Rect;
  /** the box that holds both, which the way leaves only where it must */
  within?: Rect;
}

/** A way from one end to the other. */
export interface Way {
  /** its two ends and its corners; where it parts from ways with its key is one too */
  points: Point[];
  /** how many of the points, from the first on, it has in common with them */
  shared: number;
  /** how often it runs on a line of others, for want of another way */
  conflicts: number;
}

/**
 * Finds ways on a grid: along its lines, around items and texts, with few bends and crossings, and never along a line that
 * another arrow runs on as long as there is another way (Dijkstra with a lower bound, as Lee's routing of circuit boards).
 */
export class Router {
  readonly #columns: number;
  readonly #rows: number;
  /** 1: an item or a text lies there */
  readonly #blocked: Uint8Array;
  /** 1: an item lies beside */
  readonly #near: Uint8Array;
  /** 1: a border runs across, 2: down, 3: both */
  readonly #borders: Uint8Array;
  /** number of the key whose arrow runs there, across and down */
  readonly #across: Uint16Array;
  readonly #down: Uint16Array;
  readonly #keys = new Map<string, number>();
  readonly #costs: Float64Array;
  readonly #before: Int32Array;
  /** how many places were looked at */
  steps = 0;
  /** of the way that is looked for */
  #within: Rect | undefined;

  constructor(
    { width, height }: Rect,
    items: readonly Rect[],
    boxes: readonly Box[],
    texts: readonly Rect[],
  ) {
    this.#columns = Math.ceil(width / pitch) + 1;
    this.#rows = Math.ceil(height / pitch) + 1;
    const size = this.#columns * this.#rows;
    this.#blocked = new Uint8Array(size);
    this.#near = new Uint8Array(size);
    this.#borders = new Uint8Array(size);
    this.#across = new Uint16Array(size);
    this.#down = new Uint16Array(size);
    this.#costs = new Float64Array(size * 4);
    this.#before = new Int32Array(size * 4);
    for (const rect of texts) this.#fill(this.#blocked, rect, 3);
    for (const rect of items) {
      this.#fill(this.#near, rect, pitch);
      this.#fill(this.#blocked, rect, 0);
    }
    for (const { rect } of boxes) this.#drawBorder(rect);
  }

  #fill(cells: Uint8Array, { x, y, width, height }: Rect, around: number): void {
    const top = Math.max(0, Math.ceil((y - around) / pitch));
    const bottom = Math.min(this.#rows - 1, Math.floor((y + height + around) / pitch));
    const left = Math.max(0, Math.ceil((x - around) / pitch));
    const right = Math.min(this.#columns - 1, Math.floor((x + width + around) / pitch));
    for (let row = top; row <= bottom; row += 1)
      cells.fill(1, row * this.#columns + left, row * this.#columns + right + 1);
  }

  #drawBorder({ x, y, width, height }: Rect): void {
    for (let step = 0; step <= width; step += pitch)
      for (const end of [y, y + height]) this.#mark(this.#borders, { x: x + step, y: end }, 1);
    for (let step = 0; step <= height; step += pitch)
      for (const end of [x, x + width]) this.#mark(this.#borders, { x: end, y: y + step }, 2);
  }

  #mark(cells: Uint8Array, { x, y }: Point, bit: number): void {
    const at = (y / pitch) * this.#columns + x / pitch;
    cells[at] = (cells[at] ?? 0) | bit;
  }

  /**
   * Finds a way, which is taken from now on.
   *
   * @returns nothing when there is none at all
   */
  route({ key, from, to, within }: Wish): Way | undefined {
    const own = this.#keys.get(key) ?? this.#keys.size + 1;
    this.#keys.set(key, own);
    const goals = new Map(this.#ports(to).map(port => [port.at, port]));
    this.#within = within;
    const heap = new Heap();
    this.#costs.fill(Number.POSITIVE_INFINITY);
    for (const { at, side, extra } of this.#ports(from)) {
      const price = extra + (this.#isOthers(at, side, own) ? cost.conflict : 0);
      this.#offer(heap, at * 4 + side, price, -1, to);
    }
    while (!heap.isEmpty) {
      const { state } = heap.pop();
      const known = this.#costs[state] as number;
      this.steps += 1;
      // a negative cost marks a state that is done with
      if (known < 0) continue;
      const at = state >> 2;
      const goal = goals.get(at);
      if (goal && this.#before[state] !== -1 && (state & 3) === opposite(goal.side))
        return this.#take(state, own);
      this.#spread(heap, state, known, own, goals, to);
      this.#costs[state] = -1;
    }
    return undefined;
  }

  #spread(
    heap: Heap,
    state: number,
    known: number,
    own: number,
    goals: ReadonlyMap<number, { side: number; extra: number }>,
    to: Rect,
  ): void {
    const at = state >> 2;
    const direction = state & 3;
    const isStart = this.#before[state] === -1;
    for (let next = 0; next < 4; next += 1) {
      if (next === opposite(direction) || (isStart && next !== direction)) continue;
      const [dx, dy] = moves[next] as (typeof moves)[number];
      const column = (at % this.#columns) + dx;
      const row = Math.floor(at / this.#columns) + dy;
      if (column < 0 || row < 0 || column >= this.#columns || row >= this.#rows) continue;
      const target = row * this.#columns + column;
      const goal = goals.get(target);
      if (this.#blocked[target] && !goal) continue;
      if (goal && next !== opposite(goal.side)) continue;
      const price =
        this.#priceOf(at, target, next, own) + (next === direction ? 0 : cost.bend) + (goal?.extra ?? 0);
      this.#offer(heap, target * 4 + next, known + price, state, to);
    }
  }

  #offer(heap: Heap, state: number, price: number, before: number, to: Rect): void {
    const known = this.#costs[state] as number;
    if (known < 0 || known <= price) return;
    this.#costs[state] = price;
    this.#before[state] = before;
    const at = state >> 2;
    const x = (at % this.#columns) * pitch;
    const y = Math.floor(at / this.#columns) * pitch;
    const far = Math.max(to.x - x, 0, x - to.x - to.width) + Math.max(to.y - y, 0, y - to.y - to.height);
    heap.push(state, price + (far / pitch) * (this.#isHurried ? cost.hurried : cost.step));
  }

  #priceOf(from: number, to: number, direction: number, own: number): number {
    const isAcross = direction % 2 === 0;
    const same = isAcross ? this.#across : this.#down;
    const other = isAcross ? this.#down : this.#across;
    const isShared = same[from] === own && same[to] === own;
    const isConflict = this.#isOthers(from, direction, own) || this.#isOthers(to, direction, own);
    const isCrossing = other[to] !== 0 && other[to] !== own;
    const bit = isAcross ? 1 : 2;
    const isBorder = ((this.#borders[from] ?? 0) & bit) !== 0 && ((this.#borders[to] ?? 0) & bit) !== 0;
    return (
      (isShared ? cost.shared : cost.step) +
      (isConflict ? cost.conflict : 0) +
      (isCrossing ? cost.crossing : 0) +
      (isBorder ? cost.border : 0) +
      (this.#isOutside(to) ? cost.outside : 0) +
      this.#company(same, to, isAcross ? this.#columns : 1, own) * cost.beside +
      (this.#near[to] ? cost.near : 0)
    );
  }

  /** After so many places the nearest way is taken, and no longer the fairest. */
  get #isHurried(): boolean {
    return this.steps > patience;
  }

  #isOutside(at: number): boolean {
    if (!this.#within) return false;
    const { x, y, width, height } = this.#within;
    const px = (at % this.#columns) * pitch;
    const py = Math.floor(at / this.#columns) * pitch;
    return px < x || py < y || px > x + width || py > y + height;
  }

  /** How many arrows run so near beside that no label has room between. */
  #company(cells: Uint16Array, at: number, aside: number, own: number): number {
    let count = 0;
    for (const offset of [-2 * aside, -aside, aside, 2 * aside]) {
      const key = cells[at + offset] ?? 0;
      if (key !== 0 && key !== own) count += 1;
    }
    return count;
  }

  #isOthers(at: number, direction: number, own: number): boolean {
    const key = (direction % 2 === 0 ? this.#across : this.#down)[at] ?? 0;
    return key !== 0 && key !== own;
  }

  /** Where an arrow may begin or end at a rectangle, and on which side; corners are left free. */
  #ports({ x, y, width, height }: Rect): { at: number; side: number; extra: number }[] {
    const ports: { at: number; side: number; extra: number }[] = [];
    const add = (px: number, py: number, side: number, off: number) => {
      if (px < 0 || py < 0) return;
      const at = (py / pitch) * this.#columns + px / pitch;
      ports.push({ at, side, extra: off * cost.offCentre });
    };
    for (let px = x + pitch; px < x + width; px += pitch) {
      const off = Math.abs(px - x - width / 2);
      add(px, y + height, 1, off);
      add(px, y, 3, off);
    }
    for (let py = y + pitch; py < y + height; py += pitch) {
      const off = Math.abs(py - y - height / 2);
      add(x + width, py, 0, off);
      add(x, py, 2, off);
    }
    return ports;
  }

  #take(end: number, own: number): Way {
    const states: number[] = [];
    for (let state = end; state >= 0; state = this.#before[state] as number) states.unshift(state);
    const joint = states.findLastIndex(
      (state, index) => index > 0 && this.#isOwn(states[index - 1] as number, state, own),
    );
    let conflicts = 0;
    let shared = 0;
    const points: Point[] = [];
    for (const [index, state] of states.entries()) {
      const at = state >> 2;
      const next = states[index + 1];
      for (const direction of [state & 3, (next ?? state) & 3]) {
        if (this.#isOthers(at, direction, own)) conflicts += 1;
        else (direction % 2 === 0 ? this.#across : this.#down)[at] = own;
      }
      const isCorner = index === 0 || next === undefined || (next & 3) !== (state & 3);
      // nobody else may turn where this one turns, begins or ends
      if (isCorner) for (const cells of [this.#across, this.#down]) cells[at] ||= own;
      if (isCorner || index === joint)
        points.push({ x: (at % this.#columns) * pitch, y: Math.floor(at / this.#columns) * pitch });
      if (index <= joint) shared = points.length;
    }
    return { points, shared, conflicts };
  }

  /** Whether an arrow of the key runs from one state to the next already. */
  #isOwn(from: number, to: number, own: number): boolean {
    const cells = (to & 1) === 0 ? this.#across : this.#down;
    return cells[from >> 2] === own && cells[to >> 2] === own;
  }
}

function opposite(direction: number): number {
  return (direction + 2) % 4;
}
