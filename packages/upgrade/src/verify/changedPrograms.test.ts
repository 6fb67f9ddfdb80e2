import { expect, test } from 'vitest';
import { changedPrograms } from './changedPrograms.ts';

const before = { 'infra/Pulumi.yaml': '1', 'infra/index.ts': '1', 'README.md': '1' };

test.each([
  ['a changed file in its folder', { ...before, 'infra/index.ts': '2' }, ['infra']],
  ['a new file in its folder', { ...before, 'infra/deep/new.ts': '1' }, ['infra']],
  ['a changed file outside its folder', { ...before, 'README.md': '2' }, []],
  ['a changed file in a folder with a longer name', { ...before, 'infra-docs/a.md': '1' }, []],
  ['a program that is new', { ...before, 'more/Pulumi.yaml': '1' }, []],
])('%s', (_case, after, folders) => {
  const found = changedPrograms(new Map(Object.entries(before)), new Map(Object.entries(after)));
  expect(found).toEqual(folders);
});

test('a program at the root has every file', () => {
  const [first, second] = ['1', '2'].map(
    hash => new Map([['Pulumi.yaml', '1'] as const, ['src/index.ts', hash] as const]),
  );
  expect(first && second && changedPrograms(first, second)).toEqual(['.']);
});
