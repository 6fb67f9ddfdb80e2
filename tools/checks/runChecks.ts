import type { Check } from './check.ts';
import type { Outcome } from './outcome.ts';
import { blockedCheck, nextCheck } from './schedule.ts';

/** The parts of a run that tests replace. */
export interface RunOptions {
  /** how many checks may run at the same time */
  width: number;
  /** whether no further check may start; those that run go on to their end */
  isOver?: () => boolean;
  run: (check: Check) => Promise<Outcome>;
  onStart: (check: Check) => void;
  /** receives each check when it has ended */
  onEnd: (check: Check, outcome: Outcome) => void;
  /** receives each check that did not start before the time was over */
  onLeftOut?: (check: Check) => void;
}

const notRun = { passed: 0, failed: 1, seconds: 0 };

/** Runs checks, several at a time, and returns how many tests and commands passed and failed. */
export async function runChecks(
  checks: readonly Check[],
  { width, isOver = () => false, run, onStart, onEnd, onLeftOut }: RunOptions,
): Promise<{ passed: number; failed: number }> {
  const waiting = new Set(checks);
  const running = new Map<Check, Promise<void>>();
  const failed = new Set<string>();
  const total = { passed: 0, failed: 0 };

  const end = (check: Check, outcome: Outcome) => {
    total.passed += outcome.passed;
    total.failed += outcome.failed;
    if (outcome.failed > 0) failed.add(check.title);
    onEnd(check, outcome);
  };
  const start = async (check: Check) => {
    onStart(check);
    end(check, await run(check));
    running.delete(check);
  };

  while (waiting.size > 0 && !isOver()) {
    const schedule = { waiting: [...waiting], running: [...running.keys()], failed };
    const blocked = blockedCheck(schedule);
    const next = blocked ?? nextCheck(schedule, width);
    if (next) waiting.delete(next);
    if (blocked) end(blocked, { ...notRun, output: `Not run: needs ${blocked.after?.join(', ')}.` });
    else if (next) running.set(next, start(next));
    else await Promise.race(running.values());
  }
  await Promise.all(running.values());
  for (const check of waiting) onLeftOut?.(check);
  return total;
}
