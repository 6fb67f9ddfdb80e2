import { expect, test } from 'vitest';
import { runCheck } from './testing/runCheck.ts';
import { workflowsCheck } from './workflows.ts';

const workflow = `name: CI
on: push
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - run: echo \${{ github.sha }}
`;

const found = (content: string) => runCheck(workflowsCheck, { '.github/workflows/ci.yml': content });

test('a valid workflow passes', async () => {
  expect(await found(workflow)).toEqual(['pass .github/workflows/ci.yml:1 GitHub accepts the workflow.']);
});

test.each([
  [
    'an unknown key',
    workflow.replace('    steps:', '    stepz: 1\n    steps:'),
    6,
    "Unexpected value 'stepz'",
  ],
  ['an unknown name in an expression', workflow.replace('github.sha', 'githbu.sha'), 7, 'githbu'],
  [
    'a job that needs a missing one',
    workflow.replace('    runs-on', '    needs: [x]\n    runs-on'),
    4,
    'job',
  ],
  ['a missing trigger', workflow.replace('on: push\n', ''), 1, 'on'],
  ['broken YAML', 'on: push\njobs: [\n', 3, ''],
])('%s fails at its line', async (_what, content, line, part) => {
  const [result] = await found(content);
  expect(result).toMatch(
    new RegExp(`^fail \\.github/workflows/ci\\.yml:${line} .*${part}.* Correct the workflow there\\.$`),
  );
});

test('a repository without a workflow fails', async () => {
  expect(await runCheck(workflowsCheck, { '.github/workflows/README.md': '' })).toEqual([
    'fail .github/workflows:1 No workflow tests a change before it is merged. Add .github/workflows/ci.yml.',
  ]);
});

test.each([
  ['test:\n  script: [npm test]\n', 'pass .gitlab-ci.yml:1 The pipeline is YAML and has jobs.'],
  [
    'stages: [test]\n',
    'fail .gitlab-ci.yml:1 No job of the pipeline has a script or a trigger. Correct the pipeline there.',
  ],
  ['test: [\n', 'fail .gitlab-ci.yml:2 The pipeline is not YAML'],
])('a GitLab pipeline can take the place of a workflow: %j', async (content, expected) => {
  const results = await runCheck(workflowsCheck, { '.gitlab-ci.yml': content });
  expect(results).toEqual([expect.stringContaining(expected)]);
});

test('a repository whose template declares no pipeline needs no workflow, and one that is there is checked', async () => {
  const manifest = { '.goldpath/manifest.json': '{ "contains": ["library"] }' };
  expect(await runCheck(workflowsCheck, manifest)).toEqual([]);
  const broken = { ...manifest, '.github/workflows/ci.yml': 'on: push\njobs: [\n' };
  expect(await runCheck(workflowsCheck, broken)).toEqual([expect.stringContaining('fail .github')]);
});
