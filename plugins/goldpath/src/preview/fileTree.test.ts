import type { PreviewedFile } from '@goldpath/plugin-goldpath-common';
import { expect, test } from 'vitest';
import { fileTree, searchFiles } from './fileTree.ts';

const file = (path: string, state: PreviewedFile['state'] = 'same'): PreviewedFile => ({
  path,
  size: 1,
  state,
  answers: [],
  changedLines: [],
});

const files = [
  file('README.md', 'changed'),
  file('docs/a.md'),
  file('docs/adr/1.md', 'changed'),
  file('src/a.ts'),
];

test('files are in their folders, which count the changed files below them', () => {
  const tree = fileTree(files);
  expect(tree.files.map(({ name }) => name)).toEqual(['README.md']);
  expect(tree.folders.map(({ path, changed }) => [path, changed])).toEqual([
    ['docs', 1],
    ['src', 0],
  ]);
  expect(tree.folders[0]?.folders[0]).toMatchObject({ path: 'docs/adr', name: 'adr', changed: 1 });
  expect(tree.changed).toBe(2);
});

test.each([
  ['', false, 4],
  ['', true, 2],
  ['DOCS md', false, 2],
  ['docs', true, 1],
  ['absent', false, 0],
])('the search for "%s" (only changed: %s) finds %i files', (words, onlyChanged, count) => {
  expect(searchFiles(files, words, onlyChanged)).toHaveLength(count);
});
