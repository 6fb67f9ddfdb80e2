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
  const { problem, ...counts } = await countsOf(check, code);
  return { ...counts, output: problem ? `${output}\n${problem}` : output, seconds };
}

interface Counts {
  passed: number;
  failed: number;
  /** why the tests could not be counted, in a sentence */
  problem?: string;
}

/** Counts the tests of a report, or the command itself when it writes no report. */
async function countsOf({ report }: Check, code: number): Promise<Counts> {
  const failedCommand = code === 0 ? 0 : 1;
  if (!report || !existsSync(report)) return { passed: 1 - failedCommand, failed: failedCommand };
  const counts = parseReport(await readFile(report, 'utf8'));
  if (!counts) {
    // written only in part, as on a full disk; the other checks go on
    return { passed: 0, failed: 1, problem: `${report} is not a complete report, so no test is counted.` };
  }
  // a test file that cannot be loaded fails the command without a failed test
  return { passed: counts.numPassedTests, failed: Math.max(counts.numFailedTests, failedCommand) };
}

function parseReport(text: string): { numPassedTests: number; numFailedTests: number } | undefined {
  try {
    return JSON.parse(text) as { numPassedTests: number; numFailedTests: number };
  } catch {
    return undefined;
  }
}
