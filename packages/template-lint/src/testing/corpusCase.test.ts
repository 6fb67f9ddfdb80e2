import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CorpusCase, formatCase, parseCase } from './corpusCase.ts';

const example: CorpusCase = {
  incorrect: { 'template.yaml': 'a: 1\n', 'skeleton/b.txt': 'b\n', 'skeleton/{{ c }}.txt': 'c\n' },
  correct: { 'template.yaml': 'a: 2\n', 'skeleton/b.txt': 'b\n', 'skeleton/d.txt': 'd\n' },
  expected: ['template.yaml:1:4 unknown-step'],
};
const exampleText = `--- incorrect/template.yaml
a: 1
--- incorrect/skeleton/b.txt
b
--- incorrect/skeleton/{{ c }}.txt
c
--- expected
template.yaml:1:4 unknown-step
--- correct/template.yaml
a: 2
--- correct/skeleton/d.txt
d
--- correct/skeleton/{{ c }}.txt (deleted)
`;

test('the correct template lists only the files that differ', () => {
  expect(formatCase(example)).toBe(exampleText);
});

test('files that are not listed again are part of the correct template', () => {
  expect(parseCase(exampleText)).toEqual(example);
});

test('a checkout with CRLF gives the same case', () => {
  expect(parseCase(exampleText.replaceAll('\n', '\r\n'))).toEqual(example);
});

test.each([
  ['an empty file', '', '--- incorrect/a\n'],
  ['an empty line', '\n', '--- incorrect/a\n\n'],
  ['no newline at the end', 'a\nb', '--- incorrect/a (no newline at end)\na\nb\n'],
  ['CRLF', 'a\r\nb\r\n', '--- incorrect/a (crlf)\na\nb\n'],
  ['CRLF without a newline at the end', 'a\r\nb', '--- incorrect/a (crlf, no newline at end)\na\nb\n'],
  ['mixed line ends', 'a\r\nb\n', '--- incorrect/a (json)\n"a\\r\\nb\\n"\n'],
  ['a control character', '\0', '--- incorrect/a (json)\n"\\u0000"\n'],
  ['tabs and trailing spaces', '\ta  \n', '--- incorrect/a\n\ta  \n'],
  ['a line that looks like a marker', '--- expected\n', '--- incorrect/a\n\\--- expected\n'],
  ['a line that looks escaped', '\\--- a\n', '--- incorrect/a\n\\\\--- a\n'],
  ['a document separator', '---\n', '--- incorrect/a\n---\n'],
])('content with %s stays readable', (_, content, section) => {
  const files = { a: content };
  expect(formatCase({ incorrect: files, correct: files, expected: [] })).toBe(`${section}--- expected\n`);
});

const character = fc.constantFrom(
  'a',
  'B',
  '-',
  '\\',
  ' ',
  '\n',
  '\r\n',
  '\r',
  '\t',
  '\0',
  'ü',
  '\u{1f600}',
  '\ud800',
);
const content = fc.oneof(
  fc.string({ unit: character }),
  fc
    .array(fc.constantFrom('a', '--- ', '--- expected', '\\--- correct/a', '---'))
    .map(lines => lines.join('\n')),
);
const segment = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', '.', ':', '{%', '%}', '$', ' ', '(', ')'), minLength: 1 }),
  fc.constantFrom('a (crlf)', 'b (deleted)', '__proto__'),
);
const file = fc.array(segment, { minLength: 1, maxLength: 3 }).map(segments => segments.join('/'));
const line = fc.string({ unit: fc.constantFrom('a', '-', '\\', ' ', ':') });
const anyCase: fc.Arbitrary<CorpusCase> = fc
  .tuple(
    fc.dictionary(file, content),
    fc.dictionary(file, content),
    fc.dictionary(file, content),
    fc.array(line),
  )
  .map(([kept, removed, added, expected]) => ({
    incorrect: { ...removed, ...kept },
    correct: { ...kept, ...added },
    expected,
  }));

test('reading a case gives what was written', () => {
  fc.assert(
    fc.property(anyCase, one => {
      expect(parseCase(formatCase(one))).toStrictEqual(one);
    }),
  );
});

test.each([
  ['text before the first marker', 'a\n--- expected\n', 'a case starts with a marker, not with "a"'],
  ['an unknown marker', '--- template.yaml\n', 'not a marker: --- template.yaml'],
  ['a marker without a path', '--- incorrect\n', 'not a marker: --- incorrect'],
  ['an unknown flag', '--- incorrect/a (lf)\n', 'unknown flag: --- incorrect/a (lf)'],
  ['a file given twice', '--- incorrect/a\n--- incorrect/a\nb\n', 'a is given twice'],
  ['an unchanged file', '--- incorrect/a\nb\n--- correct/a\nb\n', 'correct/a repeats the incorrect template'],
  ['a missing file that is deleted', '--- correct/a (deleted)\n', 'correct/a repeats the incorrect template'],
])('%s is refused', (_, text, message) => {
  expect(() => parseCase(text)).toThrow(message);
});
