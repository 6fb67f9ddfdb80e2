import { expect, test } from 'vitest';
import { checksOfChange } from './localChecks.ts';

const titlesFor = (...files: string[]) => checksOfChange(files).map(({ title }) => title);

test('no change needs no check', () => {
  expect(titlesFor()).toEqual([]);
});

test('a changed document is checked for format and spelling', () => {
  expect(titlesFor('README.md')).toEqual(['format', 'spelling']);
});

test('changed code is type-checked, linted and tested as well', () => {
  expect(titlesFor('policies/src/pack.ts')).toEqual(['types', 'lint', 'pure tests', 'format', 'spelling']);
});

test("the portal's infrastructure has types of its own", () => {
  expect(titlesFor('infra/portal.ts')).toContain('types of infra');
});

test('only the changed files are linted', () => {
  const lint = checksOfChange(['README.md', 'tools/test.ts']).find(({ title }) => title === 'lint');
  expect(lint?.command).toContain('tools/test.ts');
  expect(lint?.command).not.toContain('README.md');
});
