import { expect, test } from 'vitest';
import { onePinEach, type WorkflowRule, workflowRules } from './rules.ts';
import { parseWorkflow } from './workflow.ts';

const sha = '3d3c42e5aac5ba805825da76410c181273ba90b1';

const valid = `on: push
permissions: { contents: read }
concurrency: { group: a, cancel-in-progress: true }
jobs:
  build:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions: { contents: read }
    steps:
      - uses: actions/checkout@${sha} # v7.0.1
        with: { persist-credentials: false }
      - run: echo "$NAME"
        env: { NAME: '\${{ github.head_ref }}' }
`;

/** The problems of a workflow, by the name of the rule. */
function findings(text: string): Record<string, string[]> {
  const workflow = parseWorkflow('w.yml', text);
  return Object.fromEntries(
    Object.entries(workflowRules)
      .map(([name, rule]: [string, WorkflowRule]) => [name, rule(workflow)] as const)
      .filter(([, found]) => found.length > 0),
  );
}

test('a valid workflow has no problems', () => {
  expect(findings(valid)).toEqual({});
});

test.each<[rule: string, line: number, from: string | RegExp, to: string]>([
  ['pinned', 10, `@${sha}`, '@v7'],
  ['pinned', 10, `@${sha}`, '@3d3c42e'],
  ['pinned', 10, ' # v7.0.1', ''],
  ['pinned', 10, ' # v7.0.1', ' # v7'],
  ['leastPermissions', 3, 'permissions: { contents: read }\n', ''],
  ['leastPermissions', 2, 'permissions: { contents: read }', 'permissions: { issues: write }'],
  ['leastPermissions', 2, 'permissions: { contents: read }', 'permissions: read-all'],
  ['writersRunNothing', 5, '    permissions: { contents: read }', '    permissions: { issues: write }'],
  ['noExpressionInRun', 12, '"$NAME"', '${{ github.head_ref }}'],
  ['timeLimited', 5, /timeout-minutes: 5/, 'continue-on-error: false'],
  ['timeLimited', 5, /timeout-minutes: 5/, 'timeout-minutes: 360'],
  ['environmentForRoles', 5, '    permissions: { contents: read }', '    permissions: { id-token: write }'],
  ['concurrencyDeclared', 3, /concurrency: .*\n/, ''],
  ['concurrencyDeclared', 5, 'timeout-minutes', 'environment: prod\n    timeout-minutes'],
  ['noCredentialsLeft', 10, 'persist-credentials: false', 'fetch-depth: 0'],
  ['noForeignCodeWithRights', 1, 'on: push', 'on: [pull_request_target]'],
  ['noForeignCodeWithRights', 1, 'on: push', 'on: { workflow_run: { workflows: [a] } }'],
  ['machineNamed', 6, 'ubuntu-24.04', 'ubuntu-latest'],
])('%s reports line %i: %s -> %s', (rule, line, from, to) => {
  const text = valid.replace(from, to);
  expect(text).not.toBe(valid);
  const { [rule]: found = [], ...others } = findings(text);
  expect(found).toEqual([expect.stringMatching(`^w\\.yml:${line}: `)]);
  expect(others).toEqual({});
});

test('noSecretsInherited reports a call that passes every secret on', () => {
  const call = `on: { workflow_call: }\npermissions: {}\njobs:\n  a:\n    uses: ./.github/workflows/b.yml\n`;
  expect(findings(call)).toEqual({});
  expect(findings(`${call}    secrets: inherit\n`)).toEqual({
    noSecretsInherited: ['w.yml:6: a passes every secret on.'],
  });
});

test('the steps of a composite action are checked too', () => {
  const action = `name: a\nruns:\n  using: composite\n  steps:\n    - uses: actions/setup-node@v4\n`;
  expect(findings(action)).toEqual({
    pinned: ['w.yml:5: actions/setup-node@v4 is not pinned to the 40 digits of a commit.'],
  });
});

test('only workflows of the platform may be named by a tag', () => {
  const call = (uses: string) => `on: { workflow_call: }\npermissions: {}\njobs:\n  a:\n    uses: ${uses}\n`;
  expect(findings(call('acme/goldpath/.github/workflows/policy.yml@v1'))).toEqual({});
  expect(findings(call('acme/other/.github/workflows/policy.yml@v1'))).toHaveProperty('pinned');
});

test('an action with two versions is reported with both files', () => {
  const use = (file: string, version: string) =>
    parseWorkflow(file, `# uses: actions/checkout@${sha} # ${version}`);
  expect(onePinEach([use('a.yml', 'v7.0.1'), use('b.yml', 'v7.0.1')])).toEqual([]);
  expect(onePinEach([use('a.yml', 'v7.0.1'), use('b.yml', 'v7.0.0')])).toEqual([
    'actions/checkout has 2 versions, in a.yml and b.yml.',
  ]);
});
