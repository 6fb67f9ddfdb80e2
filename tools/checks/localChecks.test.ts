import { expect, test } from 'vitest';
import { checksOfChange, lintProjectOfChange } from './localChecks.ts';

const titlesFor = (...files: string[]) => checksOfChange(files).map(({ title }) => title);

test('no change needs no check', () => {
  expect(titlesFor()).toEqual([]);
});

test('a changed document is checked for format and spelling', () => {
  expect(titlesFor('README.md')).toEqual(['format', 'spelling']);
});

test('changed code is type-checked, linted and tested as well', () => {
  expect(titlesFor('policies/src/pack.ts')).toEqual(['pure tests', 'types', 'lint', 'format', 'spelling']);
});

test('the pure tests are those of the packages with a change', () => {
  const files = ['packages/template/src/index.ts', 'packages/template/src/a.ts', 'tools/test.ts', 'knip.ts'];
  const tests = checksOfChange(files).find(({ title }) => title === 'pure tests');
  expect(tests?.command).toEqual(expect.arrayContaining(['packages/template/', 'tools/']));
  expect(tests?.command.filter(argument => argument.endsWith('/'))).toHaveLength(2);
});

test('a change of a file in the root folder needs no test', () => {
  expect(titlesFor('eslint.config.js')).not.toContain('pure tests');
});

test('ESLint reads the changed TypeScript files and what they import', () => {
  const { files } = lintProjectOfChange(['README.md', 'tools/root.mjs', 'tools/test.ts']) as {
    files: string[];
  };
  expect(files).toEqual(['../../tools/test.ts']);
});

test("the portal's infrastructure has types of its own", () => {
  expect(titlesFor('infra/portal.ts')).toContain('types of infra');
});

test('only the changed files are linted', () => {
  const lint = checksOfChange(['README.md', 'tools/test.ts']).find(({ title }) => title === 'lint');
  expect(lint?.command).toContain('tools/test.ts');
  expect(lint?.command).not.toContain('README.md');
});
