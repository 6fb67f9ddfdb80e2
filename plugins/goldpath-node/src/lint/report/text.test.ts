import { expect, test } from 'vitest';
import { finding, reportOf } from './report.fixture.ts';
import { formatText } from './text.ts';

const lines = ['steps:', '  action: fetch:templat'];
const lineOf = (_file: string, line: number) => lines[line - 1];

/** The excerpt of a line, with a finding at a column of it. */
function excerptOf(text: string, column: number): string[] {
  const told = formatText(reportOf(finding({ line: 7, column })), { lineOf: () => text });
  return told.split('\n').flatMap(line => (line.includes(' | ') ? [line.slice(4)] : []));
}

test('a fault is told with its place, its line, why and what to do', () => {
  expect(formatText(reportOf(finding()), { lineOf })).toBe(`✗ mine/template.yaml:2:11  error  unknown-action
    2 |   action: fetch:templat
      |           ^
    why  There is no action fetch:templat.
    mend Write fetch:template.

1 template: 1 error, 0 warnings

--explain <rule> tells why a rule is there, with an example.
`);
});

test('faults stand together by file; what cannot be known follows in brief', () => {
  const text = formatText(
    reportOf(
      finding({ severity: 'unknown', rule: 'known-filter' }),
      finding({ file: 'a.yaml' }),
      finding({ file: 'b.yaml', severity: 'warning' }),
      finding({ file: 'a.yaml', line: 9 }),
    ),
    { lineOf },
  );
  expect(text.match(/^[✗!?] .*/gm)).toEqual([
    '✗ a.yaml:2:11  error  unknown-action',
    '✗ a.yaml:9:11  error  unknown-action',
    '! b.yaml:2:11  warning  unknown-action',
    '? mine/template.yaml:2:11  known-filter  There is no action fetch:templat.',
  ]);
  expect(text).toContain('\n1 template: 2 errors, 1 warning, 1 unknown\n');
});

test('without findings there is a line of numbers', () => {
  expect(formatText(reportOf(), { lineOf })).toBe('1 template: 0 errors, 0 warnings\n');
});

test('what --fix would mend is counted', () => {
  const mendable = finding({ edits: [{ path: '/a', start: 0, end: 1, text: '' }] });
  expect(formatText(reportOf(mendable, finding()), { lineOf })).toContain('\n--fix mends 1 of these.\n');
});

test('there is no colour unless it is asked for', () => {
  expect(formatText(reportOf(finding()), { lineOf })).not.toContain('\u001b');
  expect(formatText(reportOf(finding()), { lineOf, color: true })).toContain('\u001b[31m✗');
});

test.each([
  ['tabs', '\t\tx: y', 6, ['7 | \t\tx: y', '  | \t\t   ^']],
  ['wide characters', 'x: 漢字 y', 7, ['7 | x: 漢字 y', '  |         ^']],
  ['emoji', '🙂: y', 5, ['7 | 🙂: y', '  |     ^']],
  ['nothing behind it', 'x:', 3, ['7 | x:', '  |   ^']],
])('the caret stands below its column in a line with %s', (_, text, column, expected) => {
  expect(excerptOf(text, column)).toEqual(expected);
});

test('of a long line there is what stands around the column', () => {
  const [text = '', caret = ''] = excerptOf(`${'a'.repeat(5000)}X${'b'.repeat(5000)}`, 5001);
  expect(text.length).toBeLessThan(120);
  expect(text[caret.indexOf('^')]).toBe('X');
});

test('a line that is not there any more is left out', () => {
  expect(excerptOf('x', 40)).toEqual([]);
  expect(formatText(reportOf(finding()), { lineOf: () => undefined })).not.toContain(' | ');
});

test('nothing of a file steers the terminal', () => {
  const evil = 'a\u001b[2Jb\u0007\u009bc';
  const text = formatText(reportOf(finding({ message: evil, fix: evil, file: evil, column: 1 })), {
    lineOf: () => evil,
  });
  expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
});
