import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from '../root.mjs';
import { runQuietly } from '../setup/process.ts';
import type { Check } from './check.ts';

/** The result of a check. */
export interface Outcome {
  passed: number;
  failed: number;
  /** a line for each failed test: its file, its name, and the first line of the reason */
  failures?: readonly string[];
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
  failures?: string[];
  /** why the tests could not be counted, in a sentence */
  problem?: string;
}

/** Counts the tests of a report, or the command itself when it writes no report. */
async function countsOf({ report }: Check, code: number): Promise<Counts> {
  const failedCommand = code === 0 ? 0 : 1;
  if (!report || !existsSync(report)) return { passed: 1 - failedCommand, failed: failedCommand };
  const parsed = parseReport(await readFile(report, 'utf8'));
  if (!parsed) {
    // written only in part, as on a full disk; the other checks go on
    return { passed: 0, failed: 1, problem: `${report} is not a complete report, so no test is counted.` };
  }
  // a test file that cannot be loaded fails the command without a failed test
  return {
    passed: parsed.numPassedTests,
    failed: Math.max(parsed.numFailedTests, failedCommand),
    failures: parsed.testResults.flatMap(failuresOf),
  };
}

/** The parts of vitest's JSON report that are counted and listed. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  testResults: FileResult[];
}

interface FileResult {
  /** the absolute path of the file */
  name: string;
  status: string;
  /** why the file could not be loaded */
  message?: string;
  assertionResults: { fullName: string; status: string; failureMessages: string[] | null }[];
}

function failuresOf({ name, status, message = '', assertionResults }: FileResult): string[] {
  const file = path.relative(root, name);
  const tests = assertionResults.filter(test => test.status === 'failed');
  if (tests.length === 0) return status === 'failed' ? [`${file}: ${firstLine(message)}`] : [];
  return tests.map(
    ({ fullName, failureMessages }) => `${file} > ${fullName}: ${firstLine(failureMessages?.[0] ?? '')}`,
  );
}

function firstLine(text: string): string {
  return stripVTControlCharacters(text).trim().split('\n', 1)[0] ?? '';
}

function parseReport(text: string): Report | undefined {
  try {
    const report = JSON.parse(text) as Report;
    return Array.isArray(report.testResults) ? report : undefined;
  } catch {
    return undefined;
  }
}
