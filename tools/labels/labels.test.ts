import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { rules } from '@goldpath/policies';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../root.mjs';
import { countsOf, disagreementsOf, type Labels } from './labels.ts';
import { reportOf } from './report.ts';

const labels = parse(
  await readFile(path.join(root, 'policies/corpus/public-programs.yaml'), 'utf8'),
) as Labels;

test('the page is that of the labels', async () => {
  await expect(reportOf(labels)).toMatchFileSnapshot(path.join(root, 'docs/recall-of-policies.md'));
});

test('every disagreement is assessed', () => {
  expect(disagreementsOf(labels).filter(({ assessment }) => assessment === '')).toEqual([]);
});

test('the labels are about rules that exist', () => {
  const ids = rules.map(({ id }) => id);
  const named = Object.values(labels.programs).flatMap(({ expected, found = {} }) =>
    Object.keys({ ...expected, ...found }),
  );
  expect(labels.rules.filter(rule => !ids.includes(rule))).toEqual([]);
  expect(named.filter(rule => !labels.rules.includes(rule))).toEqual([]);
});

const small: Labels = {
  repository: 'https://example.com/programs',
  commit: '0123456789',
  folder: '',
  rules: ['a', 'b'],
  programs: {
    shop: {
      expected: { a: [1, 'network.ts 2'], b: [3] },
      found: { a: [1, 4] },
      assessments: { 'a 4': 'The reader missed it.' },
    },
    desk: { expected: {} },
  },
};

test('lines are counted by rule', () => {
  expect(countsOf(small, 'a')).toEqual({ expected: 2, found: 2, both: 1 });
  expect(reportOf(small)).toContain('| All | 3 | 2 | 1 | 33 % | 50 % |');
});

test('a disagreement has its assessment', () => {
  expect(disagreementsOf(small)).toEqual([
    { program: 'shop', rule: 'a', line: 'network.ts 2', kind: 'missed', assessment: '' },
    { program: 'shop', rule: 'a', line: '4', kind: 'not expected', assessment: 'The reader missed it.' },
    { program: 'shop', rule: 'b', line: '3', kind: 'missed', assessment: '' },
  ]);
});
