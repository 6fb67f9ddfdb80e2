import { expect, test } from 'vitest';
import { replacement } from './templateProblem.ts';

test.each([
  ['a: plain', 3, 8, 'other', 'other'],
  ['a: plain', 3, 8, 'true', '"true"'],
  ['a: plain', 3, 8, '/metadata/name', '/metadata/name'],
  ['a: plain', 3, 8, 'a: b', '"a: b"'],
  ["a: 'x'", 3, 6, "it's", "'it''s'"],
  ['a: "x"', 3, 6, 'y', '"y"'],
])('in %j at %i to %i, %j is written as %s', (text, start, end, value, written) => {
  const source = { path: '/a.yaml', file: 'a.yaml', text };
  expect(replacement({ source, start, end }, value)).toEqual([
    { path: '/a.yaml', start, end, text: written },
  ]);
});

test('a block scalar is not replaced', () => {
  const source = { path: '/a.yaml', file: 'a.yaml', text: 'a: |-\n  x\n' };
  expect(replacement({ source, start: 3, end: 10 }, 'y')).toEqual([]);
});
