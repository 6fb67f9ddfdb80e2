import { expect, test } from 'vitest';
import { folderOf } from '@goldpath/files/testing';
import { runCheck } from './testing/runCheck.ts';
import { infrastructureCheck } from './infrastructure.ts';

const project = 'name: desk\nruntime: nodejs\n';
const database = (publiclyAccessible: boolean) => `import * as aws from '@pulumi/aws';

new aws.rds.Instance('desk', {
  instanceClass: 'db.t4g.micro',
  publiclyAccessible: ${publiclyAccessible},
});
`;

test('a public database fails at the line that creates it, with the path from the repository', async () => {
  const results = await runCheck(infrastructureCheck, {
    'infra/Pulumi.yaml': project,
    'infra/index.ts': database(true),
  });
  expect(results).toContainEqual(expect.stringMatching(/^fail infra\/index\.ts:3 .+/));
});

test('every program of the repository is checked, in any folder', async () => {
  const results = await runCheck(infrastructureCheck, {
    'infra/Pulumi.yaml': project,
    'infra/index.ts': database(false),
    'deploy/more/Pulumi.yaml': project,
    'deploy/more/index.ts': database(true),
  });
  expect(results).toContainEqual(expect.stringMatching(/^pass infra\/index\.ts:3 /));
  expect(results).toContainEqual(expect.stringMatching(/^fail deploy\/more\/index\.ts:3 /));
});

test('a program that does not run is unverifiable, with its place', async () => {
  const [result] = await runCheck(infrastructureCheck, {
    'infra/Pulumi.yaml': project,
    'infra/index.ts': "\nthrow new Error('no network today');\n",
  });
  expect(result).toMatch(/^unverifiable infra\/index\.ts:2 .*no network today.* Fix the program; no policy/);
});

test.each([
  ['one resource', `new aws.sqs.Queue('a');`],
  ['2 resources', `new aws.sqs.Queue('a'); new aws.sqs.Queue('b');`],
])('a program that fails after %s says so', async (count, made) => {
  const results = await runCheck(infrastructureCheck, {
    'infra/Pulumi.yaml': project,
    'infra/index.ts': `import * as aws from '@pulumi/aws';\n${made}\nthrow new Error('no money');\n`,
  });
  expect(results).toContainEqual(
    expect.stringMatching(
      `^incomplete infra/index\\.ts:3 .*the program fails for the stack dev: no money \\(after ${count}\\)`,
    ),
  );
});

test('each invalid waiver fails at its line, and nothing else is checked', async () => {
  const results = await runCheck(infrastructureCheck, {
    'infra/Pulumi.yaml': project,
    'infra/index.ts': database(true),
    'infra/policy-waivers.yaml':
      '- rule: database-not-public\n  resource: desk\n  reason: because\n  until: soon\n',
  });
  expect(results).toEqual([
    expect.stringMatching(
      /^fail infra\/policy-waivers\.yaml:3 .*reason has 7 characters.* Correct the waiver; policies/,
    ),
    expect.stringMatching(/^fail infra\/policy-waivers\.yaml:4 .*until is not a date\./),
  ]);
});

test('an unknown stage is an error and not a diagnostic', async () => {
  const dir = await folderOf({ 'Pulumi.yaml': project, 'Pulumi.dev.yaml': 'config: {}\n', 'index.ts': '' });
  const files = ['Pulumi.dev.yaml', 'Pulumi.yaml', 'index.ts'];
  await expect(infrastructureCheck.run({ dir, files, contains: [] }, { stage: 'live' })).rejects.toThrow(
    "no stack 'live'",
  );
});

test('a repository without an infrastructure program fails', async () => {
  expect(await runCheck(infrastructureCheck, { 'infra/index.ts': '' })).toEqual([
    'fail infra/Pulumi.yaml:1 The repository has no infrastructure program, so the policies could not be checked. Restore the folder infra/ with its Pulumi.yaml.',
  ]);
});

const without = { '.goldpath/manifest.json': '{ "contains": ["service"] }' };

test('a repository whose template declares no infrastructure needs no program', async () => {
  expect(await runCheck(infrastructureCheck, { ...without, 'src/main.ts': '' })).toEqual([]);
});

test('a program that is there is checked, even though the template declares none', async () => {
  const results = await runCheck(infrastructureCheck, {
    ...without,
    'infra/Pulumi.yaml': project,
    'infra/index.ts': database(true),
  });
  expect(results).toContainEqual(expect.stringMatching(/^fail infra\/index\.ts:3 /));
});

test('a program without resources passes only where no infrastructure is declared', async () => {
  const program = { 'infra/Pulumi.yaml': project, 'infra/index.ts': 'export const size = 1;\n' };
  expect(await runCheck(infrastructureCheck, { ...without, ...program })).toEqual([
    'pass infra/Pulumi.yaml:1 The program runs to its end and registers no resource.',
  ]);
  const declared = { '.goldpath/manifest.json': '{ "contains": ["infrastructure"] }' };
  expect(await runCheck(infrastructureCheck, { ...declared, ...program })).toEqual([
    expect.stringMatching(/^unverifiable infra\/Pulumi\.yaml:1 .* registers no resource /),
  ]);
});
