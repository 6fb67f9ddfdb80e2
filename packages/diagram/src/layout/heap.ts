/** A priority queue of search states. Of states with equal costs, the order is deterministic. */
export class Heap {
  readonly #costs: number[] = [];
  readonly #states: number[] = [];

  get isEmpty(): boolean {
    return this.#states.length === 0;
  }

  push(state: number, cost: number): void {
    let at = this.#states.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((this.#costs[parent] as number) <= cost) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#costs[at] = cost;
    this.#states[at] = state;
  }

  /** Removes the state with the lowest cost; the heap must not be empty. */
  pop(): { state: number; cost: number } {
    const lowest = { state: this.#states[0] as number, cost: this.#costs[0] as number };
    const cost = this.#costs.pop() as number;
    const state = this.#states.pop() as number;
    const size = this.#states.length;
    if (size === 0) return lowest;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      const right = child + 1;
      if (right < size && (this.#costs[right] as number) < (this.#costs[child] as number)) child = right;
      if ((this.#costs[child] as number) >= cost) break;
      this.#move(child, at);
      at = child;
    }
    this.#costs[at] = cost;
    this.#states[at] = state;
    return lowest;
  }

  #move(from: number, to: number): void {
    this.#costs[to] = this.#costs[from] as number;
    this.#states[to] = this.#states[from] as number;
  }
}
