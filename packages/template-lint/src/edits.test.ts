import type { Diagnostic, TextEdit } from '@goldpath/diagnostics';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits, chooseEdits } from './edits.ts';

const edit = (start: number, end: number, text = '', path = '/a'): TextEdit => ({ path, start, end, text });

const diagnosticWith = (...edits: TextEdit[]): Diagnostic => ({
  rule: 'r',
  severity: 'error',
  location: { file: 'a', line: 1, column: 1 },
  message: '',
  fix: '',
  edits,
});

const anywhere = () => true;
const chosenFrom = (...diagnostics: Diagnostic[]) =>
  chooseEdits(diagnostics, anywhere)
    .get('/a')
    ?.map(({ start, end }) => [start, end]);

/** A text, and diagnostics with edits in it. */
const cases = fc.string({ unit: fc.constantFrom('a', 'ä', '\n', '\r\n', '🙂') }).chain(text => {
  const offset = fc.nat({ max: text.length });
  const edits = fc
    .tuple(offset, offset, fc.constantFrom('', 'X', 'XX'))
    .map(([one, other, instead]) => edit(Math.min(one, other), Math.max(one, other), instead));
  return fc.tuple(
    fc.constant(text),
    fc.array(fc.array(edits, { minLength: 1, maxLength: 3 }).map(some => diagnosticWith(...some))),
  );
});

test('text outside of edits is kept, and inserted text appears once', () => {
  fc.assert(
    fc.property(cases, ([text, diagnostics]) => {
      const edits = chooseEdits(diagnostics, anywhere).get('/a') ?? [];
      const pieces = [...text.split(''), ''].map((character, index) => {
        const inserted = edits.filter(({ start }) => start === index).map(one => one.text);
        const isCovered = edits.some(({ start, end }) => start <= index && index < end);
        return [...inserted, isCovered ? '' : character].join('');
      });
      expect(applyEdits(text, edits)).toBe(pieces.join(''));
    }),
  );
});

test('all edits of a diagnostic are applied, or none', () => {
  fc.assert(
    fc.property(cases, ([, diagnostics]) => {
      const chosen = new Set(chooseEdits(diagnostics, anywhere).get('/a'));
      for (const { edits = [] } of diagnostics) {
        expect(new Set(edits.map(one => chosen.has(one))).size).toBe(1);
      }
    }),
  );
});

test.each([
  ['that overlap', [edit(0, 4), edit(3, 6)], [[0, 4]]],
  ['that contain each other', [edit(0, 9), edit(3, 6)], [[0, 9]]],
  ['at the same place', [edit(3, 3, 'a'), edit(3, 3, 'b')], [[3, 3]]],
  [
    'side by side',
    [edit(0, 3), edit(3, 6)],
    [
      [0, 3],
      [3, 6],
    ],
  ],
])('of edits %s, the first one is applied', (_, edits, expected) => {
  expect(chosenFrom(...edits.map(one => diagnosticWith(one)))).toEqual(expected);
});

test('a diagnostic whose own edits overlap is not fixed', () => {
  expect(chosenFrom(diagnosticWith(edit(0, 4), edit(2, 6)))).toBeUndefined();
});

test('edits of different files do not conflict', () => {
  const chosen = chooseEdits([diagnosticWith(edit(0, 4), edit(0, 4, '', '/b'))], anywhere);
  expect([...chosen.keys()]).toEqual(['/a', '/b']);
});

test('a diagnostic with an edit of a file that may not be changed is not fixed', () => {
  const both = diagnosticWith(edit(0, 4), edit(0, 4, '', '/b'));
  expect(chooseEdits([both], file => file !== '/b').size).toBe(0);
});

test('new lines have the line endings of the file', () => {
  expect(applyEdits('a\r\nb\r\n', [edit(3, 3, 'x\ny\n')])).toBe('a\r\nx\r\ny\r\nb\r\n');
  expect(applyEdits('a\nb\n', [edit(2, 2, 'x\r\n')])).toBe('a\nx\nb\n');
});
