import { expect, test } from 'vitest';
import type { Tree } from '@goldpath/files';
import { needlessExceptions, outdatedFiles } from './compare.ts';
import type { Sharing } from './sharing.ts';

const tree = (files: Record<string, string>, executable = false): Tree =>
  new Map(Object.entries(files).map(([path, text]) => [path, { content: Buffer.from(text), executable }]));
const sharing = (more: Partial<Sharing> = {}): Sharing => ({
  from: 'source',
  folders: ['infra/'],
  own: [],
  testedThere: [],
  ...more,
});
const outdated = (source: Tree, target: Tree, more?: Partial<Sharing>) => [
  ...outdatedFiles(source, target, sharing(more)).keys(),
];

test('a file with the same bytes is current', () => {
  expect(outdated(tree({ 'a.ts': '1' }), tree({ 'a.ts': '1' }))).toEqual([]);
});

test('a file at the same path with other bytes is outdated', () => {
  expect(outdated(tree({ 'a.ts': '1' }), tree({ 'a.ts': '2' }))).toEqual(['a.ts']);
});

test('a file that only one skeleton may execute is outdated', () => {
  expect(outdated(tree({ 'a.sh': '1' }, true), tree({ 'a.sh': '1' }))).toEqual(['a.sh']);
});

test('a file that is missing is outdated in a shared folder only', () => {
  expect(outdated(tree({ 'a.ts': '1', 'infra/b.ts': '1' }), tree({}))).toEqual(['infra/b.ts']);
});

test.each(['infra/b.ts', 'infra/'])('a file may differ when own lists %s', own => {
  expect(outdated(tree({ 'infra/b.ts': '1' }), tree({ 'infra/b.ts': '2' }), { own: [own] })).toEqual([]);
});

test.each([
  ['is equal in both', { 'a.ts': '1' }],
  ['the other skeleton lacks', {}],
])('an exception for a file that %s is needless', (_what, source) => {
  const target = tree({ 'a.ts': '1' });
  expect(needlessExceptions(tree(source), target, sharing({ own: ['a.ts'] }))).toEqual(['a.ts']);
});

test('an exception for a file that is left out has a reason', () => {
  expect(needlessExceptions(tree({ 'a.ts': '1' }), tree({}), sharing({ own: ['a.ts'] }))).toEqual([]);
});
