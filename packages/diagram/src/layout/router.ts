import { Grid, type Obstacles, opposite, type Port } from './grid.ts';
import { Heap } from './heap.ts';
import { pitch } from './measures.ts';
import type { Point, Rect } from './picture.ts';

/** The costs of a route: `step` or `shared` for each step, and the others in addition. */
const cost = {
  step: 10,
  shared: 5,
  bend: 35,
  crossing: 45,
  border: 40,
  near: 6,
  parallel: 7,
  outside: 60,
  offCenter: 0.35,
  conflict: 600,
};

/** After this many steps, which take about a second, the search takes the most direct route instead of the cheapest one. */
const MAX_STEPS = 2_000_000;

/** The estimated cost of a step after {@link MAX_STEPS}: an overestimate directs the search to its target. */
const HURRIED_STEP = 60;

/** Two rectangles to connect. Routes with the same key can share a line from the same beginning. */
export interface RouteRequest {
  key: string;
  from: Rect;
  to: Rect;
  /** the box that contains both, which the route leaves only if necessary */
  within?: Rect;
}

/** A route from one rectangle to another. */
export interface Route {
  /** its ends, its corners, and the point where it leaves earlier routes with the same key */
  points: Point[];
  /** the number of points, from the first, that it shares with them */
  shared: number;
  /** the number of cells where it overlaps a route with another key, because no other route exists */
  conflicts: number;
}

/** The search for one route. A state is a cell and the direction in which it is entered: `cell * 4 + direction`. */
interface Search {
  key: number;
  to: Rect;
  within: Rect | undefined;
  goals: ReadonlyMap<number, Port>;
  heap: Heap;
}

/** The cost of a state that has been expanded. */
const DONE = -1;

/** The predecessor of the first state of a route. */
const NONE = -1;

/**
 * Finds routes on a grid, around items and texts, with few bends and crossings, that do not overlap as long as there is another
 * route (A*, as in Lee's algorithm for routing circuit boards).
 */
export class Router {
  /** the number of states that have been examined */
  steps = 0;
  readonly #grid: Grid;
  readonly #keys = new Map<string, number>();
  readonly #costs: Float64Array;
  readonly #previous: Int32Array;

  constructor(area: Rect, obstacles: Obstacles) {
    this.#grid = new Grid(area, obstacles);
    this.#costs = new Float64Array(this.#grid.size * 4);
    this.#previous = new Int32Array(this.#grid.size * 4);
  }

  /**
   * Finds a route and reserves its cells.
   *
   * @returns `undefined` when there is none
   */
  route({ key, from, to, within }: RouteRequest): Route | undefined {
    const search: Search = {
      key: this.#numberOf(key),
      to,
      within,
      goals: new Map(this.#grid.portsOf(to).map(port => [port.cell, port])),
      heap: new Heap(),
    };
    this.#start(search, from);
    while (!search.heap.isEmpty) {
      const { state } = search.heap.pop();
      this.steps += 1;
      if (this.#costs[state] === DONE) continue;
      if (this.#isEnd(search, state)) return this.#reserve(state, search.key);
      this.#expand(search, state);
      this.#costs[state] = DONE;
    }
    return undefined;
  }

  #numberOf(key: string): number {
    const number = this.#keys.get(key) ?? this.#keys.size + 1;
    this.#keys.set(key, number);
    return number;
  }

  #start(search: Search, from: Rect): void {
    this.#costs.fill(Number.POSITIVE_INFINITY);
    for (const { cell, side, offCenter } of this.#grid.portsOf(from)) {
      let total = offCenter * cost.offCenter;
      if (this.#grid.isTaken(cell, side, search.key)) total += cost.conflict;
      this.#offer(search, cell * 4 + side, total, NONE);
    }
  }

  #isEnd({ goals }: Search, state: number): boolean {
    const goal = goals.get(state >> 2);
    return goal !== undefined && this.#previous[state] !== NONE && (state & 3) === opposite(goal.side);
  }

  #expand(search: Search, state: number): void {
    const direction = state & 3;
    const isStart = this.#previous[state] === NONE;
    for (let next = 0; next < 4; next += 1) {
      if (next === opposite(direction) || (isStart && next !== direction)) continue;
      const target = this.#grid.neighbor(state >> 2, next);
      if (target !== undefined) this.#step(search, state, target, next);
    }
  }

  #step(search: Search, state: number, target: number, direction: number): void {
    const goal = search.goals.get(target);
    if (goal ? direction !== opposite(goal.side) : this.#grid.isBlocked(target)) return;
    let stepCost = this.#costOf(search, state >> 2, target, direction);
    if (direction !== (state & 3)) stepCost += cost.bend;
    if (goal) stepCost += goal.offCenter * cost.offCenter;
    this.#offer(search, target * 4 + direction, (this.#costs[state] as number) + stepCost, state);
  }

  #offer({ heap, to }: Search, state: number, total: number, previous: number): void {
    const known = this.#costs[state] as number;
    if (known === DONE || known <= total) return;
    this.#costs[state] = total;
    this.#previous[state] = previous;
    const { x, y } = this.#grid.pointAt(state >> 2);
    const far = Math.max(to.x - x, 0, x - to.x - to.width) + Math.max(to.y - y, 0, y - to.y - to.height);
    const isHurried = this.steps > MAX_STEPS;
    heap.push(state, total + (far / pitch) * (isHurried ? HURRIED_STEP : cost.step));
  }

  #costOf({ key, within }: Search, from: number, to: number, direction: number): number {
    const grid = this.#grid;
    let total = grid.isShared(from, to, direction, key) ? cost.shared : cost.step;
    if (grid.isTaken(from, direction, key) || grid.isTaken(to, direction, key)) total += cost.conflict;
    if (grid.isTaken(to, direction + 1, key)) total += cost.crossing;
    if (grid.isOnBorder(from, to, direction)) total += cost.border;
    if (within && isOutside(grid.pointAt(to), within)) total += cost.outside;
    if (grid.isNear(to)) total += cost.near;
    return total + grid.parallelsNear(to, direction, key) * cost.parallel;
  }

  #reserve(end: number, key: number): Route {
    const states = this.#statesTo(end);
    const joint = states.findLastIndex(
      (state, index) => index > 0 && this.#isShared(states[index - 1] as number, state, key),
    );
    let conflicts = 0;
    let shared = 0;
    const points: Point[] = [];
    for (const [index, state] of states.entries()) {
      const cell = state >> 2;
      const next = states[index + 1];
      for (const direction of [state & 3, (next ?? state) & 3]) {
        if (this.#grid.isTaken(cell, direction, key)) conflicts += 1;
        else this.#grid.take(cell, direction, key);
      }
      const isCorner = index === 0 || next === undefined || (next & 3) !== (state & 3);
      if (isCorner) this.#grid.takeCorner(cell, key);
      if (isCorner || index === joint) points.push(this.#grid.pointAt(cell));
      if (index <= joint) shared = points.length;
    }
    return { points, shared, conflicts };
  }

  #statesTo(end: number): number[] {
    const states: number[] = [];
    for (let state = end; state !== NONE; state = this.#previous[state] as number) states.unshift(state);
    return states;
  }

  /** Whether a route of the key runs from one state to the next already. */
  #isShared(from: number, to: number, key: number): boolean {
    return this.#grid.isShared(from >> 2, to >> 2, to & 3, key);
  }
}

function isOutside({ x, y }: Point, { x: left, y: top, width, height }: Rect): boolean {
  return x < left || y < top || x > left + width || y > top + height;
}
