import { stampTree } from '@goldpath/template';
import { expect, test } from 'vitest';
import { completeAnswers } from './completeAnswers.ts';
import { templateOf } from './testing/template.ts';

test('complete answers stay as they are', async () => {
  const answers = { name: 'orders', size: 'large', destination: 'local' };
  expect(completeAnswers(await templateOf(), answers)).toEqual({ answers, assumed: [], problems: [] });
});

test("a field without an answer has the form's default, or else the sample's value", async () => {
  const { answers, assumed, problems } = completeAnswers(await templateOf(), {});
  expect(answers).toEqual({ name: 'sample', size: 'small' });
  expect(assumed).toEqual(['name']);
  expect(problems.map(({ field }) => field)).toEqual(['name']);
});

test("an invalid answer is replaced by the sample's value, and its problem is returned", async () => {
  const { answers, assumed, problems } = completeAnswers(await templateOf(), {
    name: 'Orders',
    size: 'huge',
    destination: 'local',
  });
  expect(answers).toEqual({ name: 'sample', size: 'small', destination: 'local' });
  expect(assumed.sort()).toEqual(['name', 'size']);
  expect(problems.map(({ field }) => field).sort()).toEqual(['name', 'size']);
});

test('an answer that another answer makes necessary comes from the first sample that has it', async () => {
  const { answers, assumed } = completeAnswers(await templateOf(), { name: 'orders', destination: 'github' });
  expect(answers).toMatchObject({ destination: 'github', repoUrl: 'github.com?owner=a&repo=b' });
  expect(assumed).toEqual(['repoUrl']);
});

test.each([
  undefined,
  null,
  'text',
  [1],
  { name: '' },
  { unknown: 1 },
  { name: { deep: 1 } },
  { destination: 3 },
])('%j results in answers that can be stamped', async given => {
  const template = await templateOf();
  expect(stampTree(template, completeAnswers(template, given).answers).size).toBeGreaterThan(0);
});
