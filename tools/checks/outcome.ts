import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { runQuietly } from '../setup/process.ts';
import type { Check } from './check.ts';

/** The result of a check. */
export interface Outcome {
  passed: number;
  failed: number;
  output: string;
  seconds: number;
}

/** Runs the command of a check to its end. */
export async function runCheck(check: Check, env: NodeJS.ProcessEnv): Promise<Outcome> {
  if (check.impossible) return { passed: 0, failed: 1, output: check.impossible, seconds: 0 };
  const begin = performance.now();
  const [program, ...args] = check.command;
  const { code, output } = await runQuietly(program, args, { cwd: check.cwd, env });
  const seconds = (performance.now() - begin) / 1000;
  return { ...(await countsOf(check, code)), output, seconds };
}

/** Counts the tests of a report, or the command itself when it writes no report. */
async function countsOf({ report }: Check, code: number): Promise<{ passed: number; failed: number }> {
  const failedCommand = code === 0 ? 0 : 1;
  if (!report || !existsSync(report)) return { passed: 1 - failedCommand, failed: failedCommand };
  const { numPassedTests, numFailedTests } = JSON.parse(await readFile(report, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
  };
  // a test file that cannot be loaded fails the command without a failed test
  return { passed: numPassedTests, failed: Math.max(numFailedTests, failedCommand) };
}
