import { childEnvironment, nodeOptions } from '../setup/children.mjs';
import type { Check } from './check.ts';
import { type Outcome, runCheck } from './outcome.ts';

/** The outcomes of checks that have been started. */
export type Outcomes = ReadonlyMap<Check, Promise<Outcome>>;

/**
 * Starts checks one after another, for those that need nothing of this repository and can run while it is set up. They end when this
 * process ends.
 */
export function startAhead(checks: readonly Check[]): Outcomes {
  const env = childEnvironment({ ...process.env, NODE_OPTIONS: nodeOptions(process.env) });
  const outcomes = new Map<Check, Promise<Outcome>>();
  let last: Promise<unknown> = Promise.resolve();
  for (const check of checks) {
    const outcome = last.then(() => runCheck(check, env));
    outcomes.set(check, outcome);
    last = outcome;
  }
  return outcomes;
}
