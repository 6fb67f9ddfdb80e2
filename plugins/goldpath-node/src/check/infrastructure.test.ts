import { expect, test } from 'vitest';
import { runCheck } from '../testing/runCheck.ts';
import { infrastructureCheck } from './infrastructure.ts';

const project = 'name: desk\nruntime: nodejs\n';
const database = (publiclyAccessible: boolean) => `import * as aws from '@pulumi/aws';

new aws.rds.Instance('desk', {
  instanceClass: 'db.t4g.micro',
  publiclyAccessible: ${publiclyAccessible},
});
`;

test('a database that is open to the public fails at the line that makes it, seen from the repository', async () => {
  const results = await runCheck(infrastructureCheck, {
    'infra/Pulumi.yaml': project,
    'infra/index.ts': database(true),
  });
  expect(results).toContainEqual(expect.stringMatching(/^fail infra\/index\.ts:3 .+/));
});

test('every program of the repository is looked at, wherever it lies', async () => {
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
  expect(result).toMatch(/^unverifiable infra\/index\.ts:2 .*no network today.* Mend the program; no policy/);
});

test('a repository without an infrastructure program fails', async () => {
  expect(await runCheck(infrastructureCheck, { 'infra/index.ts': '' })).toEqual([
    'fail infra/Pulumi.yaml:1 The repository has no infrastructure program, so no policy could be checked. Restore the folder infra/ with its Pulumi.yaml.',
  ]);
});
