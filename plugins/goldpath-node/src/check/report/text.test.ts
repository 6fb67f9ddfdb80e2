import type { CheckResult, Verdict } from '@goldpath/policies';
import { expect, test } from 'vitest';
import { formatReport } from './text.ts';

const result = (rule: string, verdict: Verdict, more: Partial<CheckResult> = {}): CheckResult => ({
  rule,
  severity: 'error',
  verdict,
  resource: { type: 'aws:rds/instance:Instance', name: 'desk', urn: '' },
  location: { file: 'infra/database.ts', line: 12 },
  message: 'The database can be reached from the internet.',
  remedy: verdict === 'pass' ? '' : 'Set publiclyAccessible to false.',
  ...more,
});

function report(...results: CheckResult[]) {
  const summary = { pass: 0, fail: 0, unverifiable: 0, 'not-applicable': 0, waived: 0 };
  for (const { verdict } of results) summary[verdict] += 1;
  return { results, summary };
}

test('failures come first, with their place and what to do; the rest is counted by rule', () => {
  const text = formatReport(
    report(
      result('workflow-valid', 'pass'),
      result('entity', 'pass'),
      result('entity', 'pass'),
      result('public', 'fail'),
    ),
  );
  expect(text).toBe(`✗ public  aws:rds/instance:Instance desk
    at   infra/database.ts:12
    why  The database can be reached from the internet.
    mend Set publiclyAccessible to false.

✓ workflow-valid  1 passed
✓ entity          2 passed

3 passed, 1 failed
`);
});

test('what could not be verified or was waived is told and counted', () => {
  const text = formatReport(
    report(result('a', 'waived'), result('b', 'unverifiable'), result('c', 'not-applicable')),
  );
  expect(text).toMatch(
    /^\? b \(unverifiable\) .*\n\n~ a \(waived\) .*\n\n- c {2}1 not applicable\n\n0 passed, 0 failed, 1 unverifiable, 1 waived, 1 not applicable\n$/s,
  );
});

test('a warning says that it is one', () => {
  expect(formatReport(report(result('a', 'fail', { severity: 'warning' })))).toContain(
    '✗ a (warning)  aws:rds',
  );
});

test('there is no colour unless it is asked for', () => {
  const plain = formatReport(report(result('a', 'fail'), result('b', 'pass')));
  const coloured = formatReport(report(result('a', 'fail'), result('b', 'pass')), { color: true });
  expect(plain).not.toContain('\u001b');
  expect(coloured).toContain('\u001b[31m✗');
});

test('what is so in several stages names them', () => {
  const text = formatReport(
    report(result('a', 'unverifiable', { severity: 'warning', stages: ['dev', 'prod'] })),
  );
  expect(text).toContain('? a (unverifiable, warning)  aws:rds/instance:Instance desk in dev, prod\n');
});
