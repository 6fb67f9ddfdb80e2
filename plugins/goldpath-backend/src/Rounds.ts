import { setTimeout } from 'node:timers/promises';
import type { RoundState } from '@goldpath/plugin-goldpath-common';

/** A request that begins a round waits so long for its end, in milliseconds. */
const FIRST_PATIENCE = 100;

/** A request that asks for a round by its number waits so long, in milliseconds. */
const NEXT_PATIENCE = 1_000;

/** How long requests wait for the end of a round, in milliseconds. */
export interface RoundsOptions {
  firstPatience?: number;
  nextPatience?: number;
}

/**
 * Work that is longer than a request: one round at a time, each with a number. A request begins a round, gets what is known, and asks
 * again with the number until that round has ended. So pages that are open at the same time do not begin one round after another.
 */
export class Rounds {
  readonly #options: RoundsOptions;
  #last = { number: 0, end: Promise.resolve() };
  #isRunning = false;

  constructor(options: RoundsOptions = {}) {
    this.#options = options;
  }

  /**
   * Begins a round, or joins the one that is in progress.
   *
   * @returns its number
   */
  begin(work: () => Promise<void>): number {
    if (this.#isRunning) return this.#last.number;
    this.#isRunning = true;
    const end = work().finally(() => {
      this.#isRunning = false;
    });
    // the requests that wait for the round get its error, but there can be none at that moment
    end.catch(() => undefined);
    this.#last = { number: this.#last.number + 1, end };
    return this.#last.number;
  }

  /**
   * Waits for the end of the last round that was begun.
   *
   * @throws the error of the round
   */
  end(): Promise<void> {
    return this.#last.end;
  }

  /**
   * Waits a moment for the end of a round.
   *
   * @param wanted - the number of a round that was begun before; without it, a round is begun with `work`
   * @throws the error of the round
   */
  async wait(work: () => Promise<void>, wanted?: number): Promise<RoundState> {
    const { firstPatience = FIRST_PATIENCE, nextPatience = NEXT_PATIENCE } = this.#options;
    const number = wanted ?? this.begin(work);
    const { number: last, end } = this.#last;
    // a round with another number has ended, or was begun by another replica
    if (number !== last) return { number, isRunning: false };
    const patience = wanted === undefined ? firstPatience : nextPatience;
    const ended = end.then(() => false);
    return { number, isRunning: await Promise.race([ended, setTimeout(patience, true, { ref: false })]) };
  }
}
