import { mkdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { root } from '../root.mjs';
import { type Check, reports } from './check.ts';
import { type Outcome, runCheck } from './outcome.ts';
import { runChecks } from './runChecks.ts';
import type { Outcomes } from './startAhead.ts';
import { type Ended, summary } from './summary.ts';

/** A check waits for processes and files for more than a third of its time, so that two more than there are cores keep them busy. */
const width = availableParallelism() + 2;

interface PrintOptions {
  /** the outcomes of those that are running already */
  started?: Outcomes;
  /** no check starts later than this many minutes from now */
  minutes?: number;
}

/**
 * Runs checks side by side, prints the output of each when it has ended and a table of all, and sets the exit code. Checks for which
 * there was no time are listed, and count neither as passed nor as failed.
 */
export async function printChecks(
  checks: readonly Check[],
  { started = new Map(), minutes = Infinity }: PrintOptions = {},
): Promise<void> {
  await rm(reports, { recursive: true, force: true });
  await mkdir(reports, { recursive: true });
  const env = { ...process.env, NODE_COMPILE_CACHE: path.join(root, '.cache', 'compiled') };
  const end = performance.now() + minutes * 60_000;
  const ended: Ended[] = [];
  const leftOut: Check[] = [];
  const { passed, failed } = await runChecks(checks, {
    width,
    isOver: () => performance.now() > end,
    run: check => started.get(check) ?? runCheck(check, env),
    onStart: ({ title }) => process.stderr.write(`· ${title}\n`),
    onEnd(check, outcome) {
      ended.push([check, outcome]);
      process.stdout.write(blockOf(check, outcome));
    },
    onLeftOut: check => leftOut.push(check),
  });
  process.stdout.write(`${summary(ended, leftOut)}\n${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 && passed + leftOut.length > 0 ? 0 : 1;
}

function blockOf({ title }: Check, { passed, failed, output, seconds }: Outcome): string {
  const mark = failed > 0 ? '✗' : '✓';
  const lines = output.trim() === '' ? '' : `${output.trimEnd()}\n`;
  const counts = `${passed} passed, ${failed} failed`;
  return `\n▸ ${title}\n${lines}${mark} ${title}  ${counts}  ${seconds.toFixed(1)} s\n`;
}
