import type { Check } from './check.ts';

/** The state of a run. A check moves from waiting to running and then to passed or failed. */
export interface Schedule {
  /** in the order in which they should start */
  waiting: readonly Check[];
  running: readonly Check[];
  /** titles */
  failed: ReadonlySet<string>;
}

/**
 * Returns the check to start now, or undefined when a running one has to end first.
 *
 * @param width - how many checks may run at the same time
 */
export function nextCheck({ waiting, running }: Schedule, width: number): Check | undefined {
  if (running.length >= width) return undefined;
  const unfinished = new Set([...waiting, ...running].map(({ title }) => title));
  const ready = ({ after = [] }: Check) => !after.some(title => unfinished.has(title));
  return waiting.find(ready);
}

/** Returns a waiting check that will not run because one that must pass before has failed. */
export function blockedCheck({ waiting, failed }: Schedule): Check | undefined {
  return waiting.find(({ after = [] }) => after.some(title => failed.has(title)));
}
