import { expect, test } from 'vitest';
import { reasonOf } from './reasonOf.ts';
import { englishText } from './testing/englishText.ts';

test.each([
  ['a request without an answer', new TypeError('Failed to fetch')],
  [
    'a part of the program that was not loaded',
    Object.assign(new Error('Loading chunk 7 failed.'), { name: 'ChunkLoadError' }),
  ],
  ['a proxy without a backend', Object.assign(new Error('Request failed'), { statusCode: 502 })],
])('%s means that the portal cannot be reached', (_case, error) => {
  expect(reasonOf(error, englishText)).toBe('the portal cannot be reached');
});

test('an error of the program is not one of the connection', () => {
  expect(reasonOf(new TypeError("Cannot read properties of undefined (reading 'id')"), englishText)).toMatch(
    /^Cannot read/,
  );
});

test('the reason of a refused request is its own', () => {
  const error = Object.assign(new Error('The name is taken.'), { statusCode: 400 });
  expect(reasonOf(error, englishText)).toBe('The name is taken.');
});
