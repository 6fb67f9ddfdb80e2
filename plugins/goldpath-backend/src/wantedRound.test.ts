import { expect, test } from 'vitest';
import { wantedRound } from './wantedRound.ts';

test('a request without a round begins one', () => {
  expect(wantedRound(undefined)).toBeUndefined();
});

test('a round is asked for by its number', () => {
  expect(wantedRound('12')).toBe(12);
});

test.each(['', '0', '-1', '1.5', 'last', ['1', '2']])('%j is not a round', value => {
  expect(() => wantedRound(value)).toThrow('is not the number of a round');
});
