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

const ids = rules.map(({ id }) => id).sort();

test('the page is that of the labels', async () => {
  await expect(reportOf(labels, ids)).toMatchFileSnapshot(path.join(root, 'docs/recall-of-policies.md'));
});

test('every disagreement is assessed', () => {
  expect(disagreementsOf(labels).filter(({ assessment }) => assessment === '')).toEqual([]);
});

test('the labels are about rules that exist', () => {
  for (const { rules: labelled = ids, programs } of labels.sets) {
    const named = Object.values(programs).flatMap(({ expected, found = {} }) =>
      Object.keys({ ...expected, ...found }),
    );
    expect(labelled.filter(rule => !ids.includes(rule))).toEqual([]);
    expect(named.filter(rule => !labelled.includes(rule))).toEqual([]);
  }
});

const small: Labels = {
  repository: 'https://example.com/programs',
  commit: '0123456789',
  sets: [
    {
      folder: '',
      stage: 'dev',
      programs: {
        shop: {
          expected: { a: [1, 'network.ts 2'], b: [3] },
          found: { a: [1, 4] },
          assessments: { 'a 4': 'The reader missed it.' },
        },
      },
    },
    { folder: 'more-', stage: 'prod', programs: { desk: { expected: { a: [5] }, found: { a: [5] } } } },
  ],
};

test('lines are counted by rule', () => {
  expect(countsOf(small, 'a')).toEqual({ expected: 3, found: 3, both: 2 });
  expect(reportOf(small, ['a', 'b', 'c'])).toContain('| All | 4 | 3 | 2 | 50 % | 67 % |');
});

test('a disagreement has its assessment', () => {
  expect(disagreementsOf(small)).toEqual([
    { program: 'shop', rule: 'a', line: 'network.ts 2', kind: 'missed', assessment: '' },
    { program: 'shop', rule: 'a', line: '4', kind: 'not expected', assessment: 'The reader missed it.' },
    { program: 'shop', rule: 'b', line: '3', kind: 'missed', assessment: '' },
  ]);
});
