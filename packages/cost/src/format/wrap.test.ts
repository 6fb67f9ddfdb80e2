import { expect, test } from 'vitest';
import { wrap } from './wrap.ts';

test('breaks a sentence between words and indents its lines', () => {
  expect(wrap('- one two three', 9, { first: '  ', rest: '    ' })).toBe('  - one\n    two\n    three');
});

test('does not break a word that is longer than a line', () => {
  expect(wrap('a supercalifragilistic word', 10)).toBe('a\nsupercalifragilistic\nword');
});
