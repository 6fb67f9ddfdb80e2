import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import type { Check } from './check.ts';
import { runCheck } from './outcome.ts';

/** A check whose command prints a line, writes a report and ends with an exit code. */
async function reporting(report: string, code = 0): Promise<Check> {
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'outcome-')), 'report.json');
  const script = `console.log('ran'); require('node:fs').writeFileSync(${JSON.stringify(file)}, ${JSON.stringify(report)}); process.exitCode = ${code};`;
  return { title: 'tests', cwd: '.', command: [process.execPath, '-e', script], report: file };
}

test('the tests of a report are counted', async () => {
  const check = await reporting('{"numPassedTests": 3, "numFailedTests": 0}');
  expect(await runCheck(check, process.env)).toMatchObject({ passed: 3, failed: 0, output: 'ran' });
});

test('a command that fails without a failed test counts as one', async () => {
  const check = await reporting('{"numPassedTests": 3, "numFailedTests": 0}', 1);
  expect(await runCheck(check, process.env)).toMatchObject({ passed: 3, failed: 1 });
});

test.each(['', '{"numPassedTests": 3, "num'])(
  'an incomplete report %j is one failure with the reason',
  async report => {
    const check = await reporting(report);
    const outcome = await runCheck(check, process.env);
    expect(outcome).toMatchObject({ passed: 0, failed: 1 });
    expect(outcome.output).toBe(`ran\n${check.report} is not a complete report, so no test is counted.`);
  },
);
