import type { Tree } from '@goldpath/files';
import { expect, test } from 'vitest';
import { planOf } from './plan.ts';

const treeOf = (files: Record<string, string>): Tree =>
  new Map(
    Object.entries(files).map(([file, text]) => [file, { content: Buffer.from(text), executable: false }]),
  );

const answers = { name: 'orders', destination: 'github', repoUrl: 'github.com?owner=acme&repo=shop' };
const plan = (files: Record<string, string>, steps: unknown = []) => planOf(treeOf(files), answers, steps);

test('a step runs unless its condition about an answer is false', () => {
  const steps = [
    { name: 'Stamp', action: 'goldpath:stamp' },
    { action: 'goldpath:publish:local', if: "${{ parameters.destination == 'local' }}" },
    { action: 'catalog:register', if: '${{ parameters.destination != "local" }}' },
    { action: 'notify', if: '${{ steps.check.output.passed }}' },
    { name: 'not a step' },
  ];
  expect(plan({}, steps).steps).toEqual([
    { name: 'Stamp', action: 'goldpath:stamp', runs: true },
    { name: 'goldpath:publish:local', action: 'goldpath:publish:local', runs: false },
    { name: 'catalog:register', action: 'catalog:register', runs: true },
    { name: 'notify', action: 'notify' },
  ]);
});

test.each([
  ['publish:github', { repoUrl: '${{ parameters.repoUrl }}' }, 'github.com/acme/shop'],
  ['goldpath:publish:local', { name: '${{ parameters.name }}' }, 'orders'],
  ['publish:gitlab', { repoUrl: '${{ parameters.missing }}' }, undefined],
  ['catalog:register', { name: '${{ parameters.name }}' }, undefined],
])('%s with %j creates the repository %s', (action, input, repository) => {
  expect(plan({}, [{ action, input }]).steps[0]?.repository).toBe(repository);
});

test('steps that are not a list are none', () => {
  expect(plan({}, 'text').steps).toEqual([]);
});

test('the entities of the catalog file are listed as refs', () => {
  const text =
    'kind: API\nmetadata: { name: Orders, namespace: shop }\n---\n---\nkind: System\nmetadata: { name: a }\n';
  expect(plan({ 'catalog-info.yaml': text }).entities).toEqual(['api:shop/orders', 'system:default/a']);
});

test.each([{}, { 'catalog-info.yaml': 'a: [' }])('%j has no entities', files => {
  expect(plan(files as Record<string, string>).entities).toEqual([]);
});

test('secrets and variables of the workflows have their description from the documentation', () => {
  const workflow = '${{ secrets.DB_URL }} ${{ secrets.GITHUB_TOKEN }} ${{ vars.ROLE }} ${{ vars.ROLE }}';
  const docs =
    '| Name | Kind | Where | Value |\n| `ROLE` | variable | environment `dev` | a role |\n| `OTHER` | secret | x | y |\n';
  expect(plan({ '.github/workflows/ci.yml': workflow, 'docs/pipeline.md': docs }).settings).toEqual([
    { name: 'ROLE', kind: 'variable', description: ['environment `dev`: a role'] },
    { name: 'DB_URL', kind: 'secret', description: [] },
  ]);
});

test('a variable of a GitLab pipeline is found by its row in the documentation', () => {
  const docs = '| `ROLE` | variable | `dev` | a role |\n';
  expect(plan({ '.gitlab-ci.yml': 'script: [use $ROLE]', 'README.md': docs }).settings).toHaveLength(1);
});

test.each([
  ['numbered', '1. **Make** a bucket\n2. Run `up`.\n'],
  ['bold', '**1. Make a bucket.** Once.\n\n**2. Run up**, then wait.\n'],
])('the %s steps of the first deployment are listed with their place', (_case, text) => {
  const docs = `# Runbooks\n\n## The first deployment\n\n${text}\n## Other\n\n1. Not this\n`;
  expect(plan({ 'docs/runbooks.md': docs }).deployment).toEqual({
    file: 'docs/runbooks.md',
    line: 3,
    steps: ['Make a bucket', 'Run up'],
  });
});

test('a repository without that section has no deployment', () => {
  expect(plan({ 'README.md': '# A\n' })).not.toHaveProperty('deployment');
});
