import { expect, test } from 'vitest';
import { mediaType } from './mediaType.ts';

test.each([
  ['prompts.csv', 'text/csv'],
  ['My prompts.JSON', 'application/json'],
  ['prompts.csv.zip', undefined],
  ['csv', undefined],
])('the type of %s is %s', (name, type) => {
  expect(mediaType(name)).toBe(type);
});
