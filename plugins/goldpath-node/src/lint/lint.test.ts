import path from 'node:path';
import { expect, test } from 'vitest';
import { lint } from './lint.ts';
import type { LintRule } from './rule.ts';
import { templateYaml, writeExample } from './rules/examples.fixture.ts';

/** Tells every file of the skeletons. */
const everyFile: LintRule = {
  id: 'every-file',
  title: '',
  why: '',
  severity: 'error',
  example: { bad: '', good: '' },
  check: ({ skeletons }) =>
    skeletons.flatMap(({ files }) =>
      files.map(source => ({ at: { source, start: 0 }, message: 'It is there.', fix: '' })),
    ),
};

const fetching = templateYaml('steps:\n  - { id: a, action: fetch:template, input: { url: ../skeleton } }\n');

test('what is wrong in a skeleton that templates share is told once', async () => {
  const folder = await writeExample({
    'a/template.yaml': fetching,
    'b/template.yaml': fetching,
    'skeleton/x.txt': '',
  });
  const { findings, summary } = await lint(['.'], { folder, rules: [everyFile] });
  expect(findings.map(({ file }) => file)).toEqual(['skeleton/x.txt']);
  expect(summary).toEqual({ templates: 2, error: 1, warning: 0, unknown: 0 });
});

test('files are named from the folder, and outside of it by their whole path', async () => {
  const folder = await writeExample({ 'a/template.yaml': fetching, 'skeleton/x.txt': '' });
  const filesFrom = async (from: string) => {
    const asked = { folder: path.join(folder, from), rootOf: () => folder, rules: [everyFile] };
    return (await lint([folder], asked)).findings.map(({ file }) => file);
  };
  expect(await filesFrom('.')).toEqual(['skeleton/x.txt']);
  expect(await filesFrom('elsewhere')).toEqual([path.join(folder, 'skeleton/x.txt')]);
});

test('outside of the folder, or of the one that is told, nothing is read', async () => {
  const folder = await writeExample({ 'a/template.yaml': fetching, 'skeleton/x.txt': '' });
  const inside = { folder: path.join(folder, 'a'), rules: [everyFile] };
  expect((await lint(['.'], inside)).findings).toEqual([]);
  const rootOf = (dir: string) => dir;
  expect((await lint(['a'], { folder, rules: [everyFile], rootOf })).findings).toEqual([]);
});

test('a folder without templates is no folder to lint', async () => {
  const folder = await writeExample({ 'a.yaml': 'kind: Component\n' });
  await expect(lint(['.'], { folder })).rejects.toThrow(/: no template; name a folder with /);
  await expect(lint(['none'], { folder })).rejects.toThrow(/none does not exist; /);
});
