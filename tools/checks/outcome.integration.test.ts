import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { root } from '../root.mjs';
import type { Check } from './check.ts';
import { runCheck } from './outcome.ts';

/** A check whose command prints a line, writes a report and ends with an exit code. */
async function reporting(report: string, code = 0): Promise<Check> {
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'outcome-')), 'report.json');
  const script = `console.log('ran'); require('node:fs').writeFileSync(${JSON.stringify(file)}, ${JSON.stringify(report)}); process.exitCode = ${code};`;
  return { title: 'tests', cwd: '.', command: [process.execPath, '-e', script], report: file };
}

test('the tests of a report are counted', async () => {
  const check = await reporting('{"numPassedTests": 3, "numFailedTests": 0, "testResults": []}');
  expect(await runCheck(check, process.env)).toMatchObject({ passed: 3, failed: 0, output: 'ran' });
});

test('a command that fails without a failed test counts as one', async () => {
  const check = await reporting('{"numPassedTests": 3, "numFailedTests": 0, "testResults": []}', 1);
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

test('each failed test of vitest is a line with its file, its name and the reason', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'outcome-'));
  const report = path.join(folder, 'report.json');
  await writeFile(path.join(folder, 'vitest.config.mjs'), 'export default { test: { globals: true } };');
  await writeFile(
    path.join(folder, 'sum.test.js'),
    "test('adds', () => { expect(1).toBe(2); }); test('is', () => {});",
  );
  await writeFile(path.join(folder, 'load.test.js'), "throw new Error('no table');");
  const vitest = path.join(root, 'node_modules', '.bin', 'vitest');
  const command = [vitest, 'run', '--root', folder, '--reporter=json', `--outputFile=${report}`] as const;
  const { failures, ...counts } = await runCheck(
    { title: 'tests', cwd: folder, command, report },
    process.env,
  );
  expect(counts).toMatchObject({ passed: 1, failed: 1 });
  expect(failures?.map(line => line.replace(/^.*outcome-[^/]+\//, '')).sort()).toEqual([
    'load.test.js: no table',
    'sum.test.js > adds: AssertionError: expected 1 to be 2 // Object.is equality',
  ]);
});
