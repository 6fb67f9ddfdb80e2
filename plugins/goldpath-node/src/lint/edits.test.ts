import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits, chooseEdits } from './edits.ts';
import type { MendableFinding, TextEdit } from './finding.ts';

const edit = (start: number, end: number, text = '', path = '/a'): TextEdit => ({ path, start, end, text });

const finding = (...edits: TextEdit[]): MendableFinding => ({
  rule: 'r',
  severity: 'error',
  file: 'a',
  line: 1,
  column: 1,
  message: '',
  fix: '',
  edits,
});

const anywhere = () => true;
const chosenFrom = (...findings: MendableFinding[]) =>
  chooseEdits(findings, anywhere)
    .get('/a')
    ?.map(({ start, end }) => [start, end]);

/** A text, and findings with edits in it. */
const cases = fc.string({ unit: fc.constantFrom('a', 'ä', '\n', '\r\n', '🙂') }).chain(text => {
  const offset = fc.nat({ max: text.length });
  const edits = fc
    .tuple(offset, offset, fc.constantFrom('', 'X', 'XX'))
    .map(([one, other, instead]) => edit(Math.min(one, other), Math.max(one, other), instead));
  return fc.tuple(
    fc.constant(text),
    fc.array(fc.array(edits, { minLength: 1, maxLength: 3 }).map(some => finding(...some))),
  );
});

test('what no edit covers is never lost, and what is inserted is there once', () => {
  fc.assert(
    fc.property(cases, ([text, findings]) => {
      const edits = chooseEdits(findings, anywhere).get('/a') ?? [];
      const pieces = [...text.split(''), ''].map((character, index) => {
        const inserted = edits.filter(({ start }) => start === index).map(one => one.text);
        const isCovered = edits.some(({ start, end }) => start <= index && index < end);
        return [...inserted, isCovered ? '' : character].join('');
      });
      expect(applyEdits(text, edits)).toBe(pieces.join(''));
    }),
  );
});

test('of a finding all edits are made, or none', () => {
  fc.assert(
    fc.property(cases, ([, findings]) => {
      const chosen = new Set(chooseEdits(findings, anywhere).get('/a'));
      for (const { edits = [] } of findings) {
        expect(new Set(edits.map(one => chosen.has(one))).size).toBe(1);
      }
    }),
  );
});

test.each([
  ['that overlap', [edit(0, 4), edit(3, 6)], [[0, 4]]],
  ['of which one is in the other', [edit(0, 9), edit(3, 6)], [[0, 9]]],
  ['at the same place', [edit(3, 3, 'a'), edit(3, 3, 'b')], [[3, 3]]],
  [
    'side by side',
    [edit(0, 3), edit(3, 6)],
    [
      [0, 3],
      [3, 6],
    ],
  ],
])('of edits %s, the first is made', (_, edits, expected) => {
  expect(chosenFrom(...edits.map(one => finding(one)))).toEqual(expected);
});

test('a finding whose own edits overlap is not mended', () => {
  expect(chosenFrom(finding(edit(0, 4), edit(2, 6)))).toBeUndefined();
});

test('edits of different files do not meet', () => {
  const chosen = chooseEdits([finding(edit(0, 4), edit(0, 4, '', '/b'))], anywhere);
  expect([...chosen.keys()]).toEqual(['/a', '/b']);
});

test('with a file that may not be changed, nothing of the finding is', () => {
  const both = finding(edit(0, 4), edit(0, 4, '', '/b'));
  expect(chooseEdits([both], file => file !== '/b').size).toBe(0);
});

test('new lines end as the others of the file do', () => {
  expect(applyEdits('a\r\nb\r\n', [edit(3, 3, 'x\ny\n')])).toBe('a\r\nx\r\ny\r\nb\r\n');
  expect(applyEdits('a\nb\n', [edit(2, 2, 'x\r\n')])).toBe('a\nx\nb\n');
});
