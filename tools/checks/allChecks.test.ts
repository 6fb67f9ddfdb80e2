import { expect, test } from 'vitest';
import { allChecks, withPreparation } from './allChecks.ts';

const checks = await allChecks();
const titled = (word: string) => checks.filter(({ title }) => title.includes(word));

test('the end-to-end tests alone are prepared first', () => {
  const titles = withPreparation(titled('e2e')).map(({ title }) => title);
  expect(titles[0]).toBe('frontend and browser');
  expect(titles).toHaveLength(titled('e2e').length + 1);
});

test('checks without a browser need no preparation', () => {
  expect(withPreparation(titled('lint'))).toEqual(titled('lint'));
});

test('the preparation is in the list of all checks once', () => {
  expect(withPreparation(checks)).toEqual(checks);
});

test('the installations of the skeletons are independent, and nothing else', () => {
  expect(checks.filter(({ independent }) => independent)).toEqual(titled('npm ci'));
});
