import path from 'node:path';
import { expect, test } from 'vitest';
import { lint } from './lint.ts';
import type { LintRule } from './rule.ts';
import { templateYaml, writeExample } from './rules/examples.fixture.ts';

/** Reports every file of the skeletons. */
const everyFile: LintRule = {
  id: 'every-file',
  title: '',
  why: '',
  severity: 'error',
  example: { incorrect: '', correct: '' },
  check: ({ skeletons }) =>
    skeletons.flatMap(({ files }) =>
      files.map(source => ({ at: { source, start: 0 }, message: 'It exists.', fix: '' })),
    ),
};

const fetching = templateYaml('steps:\n  - { id: a, action: fetch:template, input: { url: ../skeleton } }\n');

test('a problem in a skeleton that templates share is reported once', async () => {
  const folder = await writeExample({
    'a/template.yaml': fetching,
    'b/template.yaml': fetching,
    'skeleton/x.txt': '',
  });
  const { diagnostics, summary } = await lint(['.'], { folder, rules: [everyFile] });
  expect(diagnostics.map(({ location }) => location.file)).toEqual(['skeleton/x.txt']);
  expect(summary).toEqual({ templates: 2, error: 1, warning: 0, unknown: 0 });
});

test('paths are relative to the folder, and absolute outside of it', async () => {
  const folder = await writeExample({ 'a/template.yaml': fetching, 'skeleton/x.txt': '' });
  const filesFrom = async (from: string) => {
    const options = { folder: path.join(folder, from), rootOf: () => folder, rules: [everyFile] };
    return (await lint([folder], options)).diagnostics.map(({ location }) => location.file);
  };
  expect(await filesFrom('.')).toEqual(['skeleton/x.txt']);
  expect(await filesFrom('elsewhere')).toEqual([path.join(folder, 'skeleton/x.txt')]);
});

test('no file outside of the folder, or of the given root, is read', async () => {
  const folder = await writeExample({ 'a/template.yaml': fetching, 'skeleton/x.txt': '' });
  const inside = { folder: path.join(folder, 'a'), rules: [everyFile] };
  expect((await lint(['.'], inside)).diagnostics).toEqual([]);
  const rootOf = (dir: string) => dir;
  expect((await lint(['a'], { folder, rules: [everyFile], rootOf })).diagnostics).toEqual([]);
});

test('a folder without templates cannot be linted', async () => {
  const folder = await writeExample({ 'a.yaml': 'kind: Component\n' });
  await expect(lint(['.'], { folder })).rejects.toThrow(/: no template found; name a folder with /);
  await expect(lint(['none'], { folder })).rejects.toThrow(/none does not exist; /);
});
