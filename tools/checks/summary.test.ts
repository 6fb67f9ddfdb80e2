import { expect, test } from 'vitest';
import { type Ended, summary } from './summary.ts';

const ended = (title: string, failed: number, seconds: number, uses?: string[]): Ended => [
  { title, cwd: '.', command: [title], uses },
  { passed: 10, failed, output: '', seconds },
];

test('each check is a row with its counts, its time and the programs that it uses', () => {
  const table = summary([ended('lint', 0, 3.21), ended('deploy', 2, 120, ['Go', 'jq'])]);
  expect(table).toBe(
    ['', '✓ lint    10 passed, 0 failed    3.2 s', '✗ deploy  10 passed, 2 failed  120.0 s  Go, jq', ''].join(
      '\n',
    ),
  );
});

test('a single check has no table', () => {
  expect(summary([ended('lint', 0, 3)])).toBe('');
});

test('checks for which no time was left are listed below the table', () => {
  const leftOut = [{ title: 'deploy', cwd: '.', command: ['deploy'] as const }];
  expect(summary([ended('lint', 0, 3)], leftOut)).toBe('\n- deploy  not run: no time was left\n');
});

test('the tests that have failed are listed at the end, each in a line', () => {
  const [check, outcome] = ended('lint', 1, 3);
  const failures = ['src/a.test.ts > adds: AssertionError: expected 1 to be 2'];
  expect(summary([[check, { ...outcome, failures }]])).toBe(
    '\n✗ src/a.test.ts > adds: AssertionError: expected 1 to be 2\n',
  );
});
