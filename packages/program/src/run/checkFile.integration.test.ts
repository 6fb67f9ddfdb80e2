import { realpath } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { executeShared, programIn } from '../testing/program.ts';
import { readProject } from './project.ts';

const prelude = `import * as aws from '@pulumi/aws'; import * as pulumi from '@pulumi/pulumi';`;

/** Executes a program and returns the tags of its queue, by stack. */
async function tagsOf(check: string, program: string, files: Record<string, string> = {}) {
  const all = { 'goldpath.check.yaml': check, 'index.ts': `${prelude}\n${program}`, ...files };
  const runs = await executeShared(await realpath(await programIn(all)));
  return runs.map(({ stack, resources }) => [
    stack,
    resources.find(({ type }) => type === 'aws:sqs/queue:Queue')?.inputs.tags,
  ]);
}

test('the values of the file reach the program: environment, organization, lookups, outputs of stacks', async () => {
  const check = `
organization: acme
environment: { COMMIT: abc, RETRIES: 3 }
stackReferences:
  acme/network/prod: { vpcId: vpc-1 }
lookups:
  aws:ec2/getVpc:getVpc:
    - arguments: { id: vpc-2 }
      result: { cidrBlock: 10.2.0.0/16 }
    - result: { cidrBlock: 10.9.0.0/16 }
`;
  const program = `
const network = new pulumi.StackReference('acme/network/prod');
new aws.sqs.Queue('orders', { tags: {
  commit: process.env.COMMIT!, retries: process.env.RETRIES!, organization: pulumi.getOrganization(),
  vpc: network.requireOutput('vpcId'),
  second: aws.ec2.getVpcOutput({ id: 'vpc-2' }).cidrBlock, other: aws.ec2.getVpcOutput({ id: 'vpc-3' }).cidrBlock,
} });`;
  expect(await tagsOf(check, program)).toEqual([
    [
      'dev',
      {
        commit: 'abc',
        retries: '3',
        organization: 'acme',
        vpc: 'vpc-1',
        second: '10.2.0.0/16',
        other: '10.9.0.0/16',
      },
    ],
  ]);
});

test("a stage's values replace the common ones, and a stage in the file needs no stack file", async () => {
  const check = `
environment: { SIZE: small }
stages:
  prod:
    environment: { SIZE: large }
    config: { shop:db: { secret: { user: x, port: 5432 } }, name: orders }
`;
  const program = `
const { user, port } = new pulumi.Config().getObject<{ user: string; port: number }>('db') ?? { user: '', port: 0 };
new aws.sqs.Queue('orders', { tags: {
  size: process.env.SIZE!, user, port: String(port), name: new pulumi.Config().get('name') ?? '',
} });`;
  expect(await tagsOf(check, program, { 'Pulumi.dev.yaml': 'config: {}\n' })).toEqual([
    ['dev', { size: 'small', user: '', port: '0', name: '' }],
    [
      'prod',
      { size: 'large', user: 'goldpath-secret:the configuration shop:db#', port: '5432', name: 'orders' },
    ],
  ]);
});

test.each([
  ['environments: {}', /^goldpath\.check\.yaml:1: environments is not a known/],
  ['environment:\n  A: [1]', /^goldpath\.check\.yaml:2: environment\.A is a list/],
  ['lookups: {a: [{ results: {} }]}', /^goldpath\.check\.yaml:1: lookups\.a\.0/],
  ['organization: [', /^goldpath\.check\.yaml:\d: invalid YAML/],
])('the file %j is rejected at its line', async (check, message) => {
  await expect(
    readProject(await programIn({ 'goldpath.check.yaml': check, 'index.ts': '' })),
  ).rejects.toThrow(message);
});

test.each([
  [`new pulumi.Config().require('size');`, /stages\.dev\.config\.shop:size in goldpath\.check\.yaml/],
  [`process.env.COMMIT!.slice(0, 7);`, /give it in goldpath\.check\.yaml: environment for COMMIT\.$/],
  [
    `export = async () => { (await new pulumi.StackReference('acme/network/prod').getOutputValue('ids')).length; }`,
    /stackReferences for acme\/network\/prod/,
  ],
  [
    `export = async () => { JSON.parse((await aws.ecs.getTaskDefinition({ taskDefinition: 'a' })).containerDefinitions); }`,
    /lookups for aws:ecs\/getTaskDefinition:getTaskDefinition/,
  ],
])('a program that fails with %s names the entry that helps', async (program, message) => {
  await expect(tagsOf('', program)).rejects.toThrow(message);
});

test('a stage is executed without any stack file, and beside others it must be known', async () => {
  const dir = await programIn({ 'index.ts': '' });
  expect((await readProject(dir, 'prod')).stacks).toMatchObject([{ stack: 'prod' }]);
  const other = await programIn({ 'index.ts': '', 'Pulumi.dev.yaml': 'config: {}\n' });
  await expect(readProject(other, 'prdo')).rejects.toThrow(/has no stack 'prdo'\. It has dev\. .*stages in/);
});
