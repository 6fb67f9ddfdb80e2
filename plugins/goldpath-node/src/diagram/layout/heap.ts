/** States of a search by their cost, the cheapest first; of equal ones the first that came. */
export class Heap {
  readonly #costs: number[] = [];
  readonly #states: number[] = [];

  get isEmpty(): boolean {
    return this.#states.length === 0;
  }

  push(state: number, cost: number): void {
    let at = this.#states.length;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if ((this.#costs[above] as number) <= cost) break;
      this.#move(above, at);
      at = above;
    }
    this.#costs[at] = cost;
    this.#states[at] = state;
  }

  /** Takes the cheapest; there has to be one. */
  pop(): { state: number; cost: number } {
    const found = { state: this.#states[0] as number, cost: this.#costs[0] as number };
    const cost = this.#costs.pop() as number;
    const state = this.#states.pop() as number;
    const size = this.#states.length;
    if (size === 0) return found;
    let at = 0;
    for (let below = 1; below < size; below = 2 * at + 1) {
      const right = below + 1;
      if (right < size && (this.#costs[right] as number) < (this.#costs[below] as number)) below = right;
      if ((this.#costs[below] as number) >= cost) break;
      this.#move(below, at);
      at = below;
    }
    this.#costs[at] = cost;
    this.#states[at] = state;
    return found;
  }

  #move(from: number, to: number): void {
    this.#costs[to] = this.#costs[from] as number;
    this.#states[to] = this.#states[from] as number;
  }
}
