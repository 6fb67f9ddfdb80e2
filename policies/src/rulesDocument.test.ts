import { expect, test } from 'vitest';
import { cisBenchmark } from './benchmark.ts';
import { rules } from './rules.ts';
import { rulesDocument } from './rulesDocument.ts';
import { controlsWithoutRule } from './securityStandard.ts';

test('RULES.md describes the rules as they are', async () => {
  await expect(rulesDocument(rules)).toMatchFileSnapshot('../RULES.md');
});

test('every recommendation of a benchmark has a rule of the pack or a reason', () => {
  const ids = new Set(rules.map(({ id }) => id));
  const without = cisBenchmark.filter(({ rules: checking = [], limit }) => checking.length === 0 && !limit);
  expect(without).toEqual([]);
  const unknown = cisBenchmark.flatMap(({ rules: checking = [] }) => checking.filter(id => !ids.has(id)));
  expect(unknown).toEqual([]);
});

test('a control has either a rule or a reason why no rule checks it', () => {
  const checked = new Set(rules.flatMap(({ controls = [] }) => controls));
  const both = controlsWithoutRule.map(({ id }) => id).filter(id => checked.has(id));
  expect(both).toEqual([]);
});
