import { expect, test } from 'vitest';
import { allChecks } from './allChecks.ts';
import { longestFirst, timedChecks } from './longestFirst.ts';

const check = (title: string) => ({ title, cwd: '.', command: [title] as const });

test('a long check starts before a short one, wherever it is in the list', () => {
  const titles = longestFirst([check('spelling'), check('pure tests'), check('lint')]).map(
    ({ title }) => title,
  );
  expect(titles).toEqual(['lint', 'pure tests', 'spelling']);
});

test('a check without a known time starts after the long ones', () => {
  const titles = longestFirst([check('new'), check('lint')]).map(({ title }) => title);
  expect(titles).toEqual(['lint', 'new']);
});

test('every known time belongs to a check of npm test', async () => {
  const titles = (await allChecks()).map(({ title }) => title);
  expect(titles).toEqual(expect.arrayContaining(timedChecks));
});

test('the installations that others wait for start first', async () => {
  const checks = await allChecks();
  const needed = new Set(checks.flatMap(({ after = [] }) => after));
  expect(new Set(checks.slice(0, needed.size).map(({ title }) => title))).toEqual(needed);
});
