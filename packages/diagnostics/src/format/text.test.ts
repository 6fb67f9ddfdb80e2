import { expect, test } from 'vitest';
import type { Verdict } from '../diagnostic.ts';
import { lintError, lintLocation, policyFailure } from './diagnostic.fixture.ts';
import { toText } from './text.ts';

const lines = ['steps:', '  action: fetch:templat'];
const lineOf = (_file: string, line: number) => lines[line - 1];

const passed = (rule: string) => policyFailure({ rule, verdict: 'pass', fix: undefined });

/** The excerpt of a line, with a problem at one of its columns. */
function excerptOf(text: string, column: number): string[] {
  const report = toText([lintError({ location: lintLocation({ line: 7, column }) })], { lineOf: () => text });
  return report
    .split('\n')
    .filter(line => line.includes(' | '))
    .map(line => line.slice(4));
}

test('a problem has its place, its line, the reason and the fix', () => {
  expect(toText([lintError()], { lineOf })).toBe(`✗ mine/template.yaml:2:11  error  unknown-action
    2 |   action: fetch:templat
      |           ^
    why  There is no action fetch:templat.
    fix  Write fetch:template.

0 passed, 1 failed
`);
});

test('problems come first; passed checks are counted by rule', () => {
  const report = toText([
    passed('workflow-valid'),
    passed('entity'),
    passed('entity'),
    policyFailure({ message: 'It is public.', fix: 'Set it to\n  false' }),
  ]);
  expect(report).toBe(`✗ infra/data base.ts:12  error  database-not-public  aws:rds/instance:Instance orders
    why  It is public.
    fix  Set it to
           false

✓ workflow-valid  1 passed
✓ entity          2 passed

3 passed, 1 failed
`);
});

test('unverifiable and waived results are printed and counted', () => {
  const result = (rule: string, verdict: Verdict) => policyFailure({ rule, verdict });
  const report = toText([result('a', 'waived'), result('b', 'unverifiable'), result('c', 'not-applicable')]);
  expect(report).toMatch(
    /^\? \S+ \S+ {2}unverifiable {2}b {2}.*\n\n~ \S+ \S+ {2}waived {2}a {2}.*\n\n- c {2}1 not applicable\n\n0 passed, 0 failed, 1 unverifiable, 1 waived, 1 not applicable\n$/s,
  );
});

test('an unverifiable warning is marked as a warning', () => {
  const report = toText([policyFailure({ verdict: 'unverifiable', severity: 'warning', stages: ['dev'] })]);
  expect(report).toContain(
    '  unverifiable, warning  database-not-public  aws:rds/instance:Instance orders in dev\n',
  );
});

test('problems of a file are printed together; what cannot be determined follows in brief', () => {
  const report = toText([
    lintError({ severity: 'unknown', rule: 'known-filter' }),
    lintError({ location: lintLocation({ file: 'a.yaml' }) }),
    lintError({ location: lintLocation({ file: 'b.yaml' }), severity: 'warning' }),
    lintError({ location: lintLocation({ file: 'a.yaml', line: 9 }) }),
  ]);
  expect(report.match(/^[✗!?] .*/gm)).toEqual([
    '✗ a.yaml:2:11  error  unknown-action',
    '✗ a.yaml:9:11  error  unknown-action',
    '! b.yaml:2:11  warning  unknown-action',
    '? mine/template.yaml:2:11  known-filter  There is no action fetch:templat.',
  ]);
});

test('the closing lines can be replaced', () => {
  expect(toText([], { closing: '1 template: 0 errors, 0 warnings' })).toBe(
    '1 template: 0 errors, 0 warnings\n',
  );
});

test('there is no color unless it is requested', () => {
  const diagnostics = [policyFailure(), passed('b')];
  expect(toText(diagnostics)).not.toContain('\u001b');
  expect(toText(diagnostics, { color: true })).toContain('\u001b[31m✗');
});

test.each([
  ['tabs', '\t\tx: y', 6, ['7 | \t\tx: y', '  | \t\t   ^']],
  ['wide characters', 'x: 漢字 y', 7, ['7 | x: 漢字 y', '  |         ^']],
  ['emoji', '🙂: y', 5, ['7 | 🙂: y', '  |     ^']],
  ['nothing after it', 'x:', 3, ['7 | x:', '  |   ^']],
])('the caret is below its column in a line with %s', (_, text, column, expected) => {
  expect(excerptOf(text, column)).toEqual(expected);
});

test('a long line is shown around the column', () => {
  const [text = '', caret = ''] = excerptOf(`${'a'.repeat(5000)}X${'b'.repeat(5000)}`, 5001);
  expect(text.length).toBeLessThan(120);
  expect(text[caret.indexOf('^')]).toBe('X');
});

test('a line that no longer exists is left out', () => {
  expect(excerptOf('x', 40)).toEqual([]);
  expect(toText([lintError()], { lineOf: () => undefined })).not.toContain(' | ');
});

test('no content of a file controls the terminal', () => {
  const evil = 'a\u001b[2Jb\u0007\u009bc';
  const location = lintLocation({ file: evil, column: 1 });
  const report = toText([lintError({ message: evil, fix: evil, location })], { lineOf: () => evil });
  expect(report.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
});
