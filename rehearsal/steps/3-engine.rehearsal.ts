// The engine and the stand-in for the AWS provider behave as the rehearsals of deployments expect.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { x } from 'tinyexec';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { motoIn } from '../cloud/aws.ts';
import { type Cloud, startMoto } from '../cloud/moto.ts';
import { setUpEngine } from '../engine/setUp.ts';
import { cloneFolder } from '../folders.ts';

const region = 'eu-west-1';
// its pipeline has installed them
const modules = path.join(cloneFolder, 'infra', 'node_modules');

let folder: string;
let bin: string;
let moto: Cloud;
let number = 0;

beforeAll(async () => {
  ({ bin } = await setUpEngine());
  moto = await startMoto(region);
});

afterAll(() => moto?.stop());

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-engine-'));
  number += 1;
  await mkdir(path.join(folder, 'state'));
  await symlink(modules, path.join(folder, 'node_modules'));
  await writeFile(path.join(folder, 'Pulumi.yaml'), 'name: engine\nruntime: nodejs\nmain: index.js\n');
  await writeFile(path.join(folder, 'package.json'), '{}');
  await succeeds('stack', 'init', `test${number}`);
  await succeeds('config', 'set', 'aws:region', region);
  return () => rm(folder, { recursive: true, force: true });
});

/** Runs the command line in the folder of the program. */
async function pulumi(...args: string[]): Promise<{ code: number; output: string }> {
  const env = {
    ...process.env,
    PATH: `${bin}${path.delimiter}${process.env.PATH}`,
    PULUMI_HOME: path.join(folder, 'home'),
    PULUMI_BACKEND_URL: `file://${path.join(folder, 'state')}`,
    PULUMI_CONFIG_PASSPHRASE: 'rehearsal',
    PULUMI_SKIP_UPDATE_CHECK: 'true',
    STANDIN_ENDPOINT: moto.url,
  };
  const nodeOptions = { cwd: folder, env };
  const result = await x('pulumi', ['--non-interactive', ...args], { nodeOptions });
  return { code: result.exitCode ?? 1, output: result.stdout + result.stderr };
}

const program = (...lines: string[]) =>
  writeFile(
    path.join(folder, 'index.js'),
    ["const aws = require('@pulumi/aws');", ...lines.map(line => `exports.${line}`)].join('\n'),
  );

/** Fails with the output, which has the reason. */
async function succeeds(...args: string[]): Promise<string> {
  const { code, output } = await pulumi(...args);
  if (code !== 0) throw new Error(`pulumi ${args.join(' ')} exited with ${code}:\n${output.slice(-3000)}`);
  return output;
}

const up = () => succeeds('up', '--yes', '--skip-preview');

/** The lines of a program with an ECS service that runs one container. */
const service = (image: string) => [
  `cluster = new aws.ecs.Cluster('main', { name: 'engine-${number}' });`,
  `definition = new aws.ecs.TaskDefinition('main', { family: 'engine-${number}', skipDestroy: true,
     containerDefinitions: JSON.stringify([{ name: 'service', image: '${image}', memory: 128 }]) });`,
  `service = new aws.ecs.Service('main', { name: 'engine-${number}', cluster: exports.cluster.arn,
     taskDefinition: exports.definition.arn, desiredCount: 1 });`,
];

test('outputs of AWS are unknown in a preview, and known after the update', async () => {
  await program(`vpc = new aws.ec2.Vpc('main', { cidrBlock: '10.0.0.0/16' }).arn;`);
  expect(await succeeds('preview')).toMatch(/vpc\s*: (\[unknown\]|output<string>)/);
  await up();
  expect(await succeeds('stack', 'output', 'vpc')).toMatch(/^arn:aws:ec2:eu-west-1:\d{12}:/);
});

test("a change of a VPC's range replaces it, and a change of its tags does not", async () => {
  await program(`vpc = new aws.ec2.Vpc('main', { cidrBlock: '10.0.0.0/16' }).id;`);
  await up();
  await program(`vpc = new aws.ec2.Vpc('main', { cidrBlock: '10.0.0.0/16', tags: { a: 'b' } }).id;`);
  expect(await up()).toMatch(/~ 1 updated/);
  await program(`vpc = new aws.ec2.Vpc('main', { cidrBlock: '10.1.0.0/16', tags: { a: 'b' } }).id;`);
  expect(await up()).toMatch(/\+-1 replaced/);
});

test('a new image registers a revision, and the old one stays', async () => {
  await program(...service('first'));
  await up();
  await program(...service('second'));
  await up();
  const { body } = await motoIn(moto.url, region)('ecs', 'ListTaskDefinitions', {
    familyPrefix: `engine-${number}`,
  });
  expect((body as { taskDefinitionArns: string[] }).taskDefinitionArns).toHaveLength(2);
});

test('a refresh sees a number of tasks that was changed outside of Pulumi', async () => {
  await program(...service('first'));
  await up();
  expect(await succeeds('preview', '--refresh', '--expect-no-changes')).toContain('unchanged');
  const name = `engine-${number}`;
  const changed = { cluster: name, service: name, desiredCount: 3 };
  await motoIn(moto.url, region)('ecs', 'UpdateService', changed);
  const { code, output } = await pulumi('preview', '--refresh', '--diff', '--expect-no-changes');
  expect(code).not.toBe(0);
  expect(output).toMatch(/desiredCount/);
});

test('a refresh sees that a service was deleted outside of Pulumi', async () => {
  await program(...service('first'));
  await up();
  const name = `engine-${number}`;
  await motoIn(moto.url, region)('ecs', 'DeleteService', { cluster: name, service: name, force: true });
  expect(await succeeds('refresh', '--yes', '--skip-preview')).toMatch(/- 1 deleted/);
});

test.each([
  ['a wrong type', `cluster: 10`, 'cluster must be a string, and is a number'],
  ['a wrong type in a map', `tags: { a: 1 }`, 'tags.a must be a string, and is a number'],
  [
    'a wrong type in an object',
    `loadBalancers: [{ containerName: 'a', containerPort: '80' }]`,
    'loadBalancers[0].containerPort must be a number, and is a string',
  ],
  // at the top level, the SDK leaves it out
  [
    'an unknown input of an object',
    `loadBalancers: [{ containerName: 'a', containerPort: 80, port: 80 }]`,
    'loadBalancers[0].port is not an input',
  ],
])('%s is refused before anything is created', async (_, inputs, reason) => {
  await program(`service = new aws.ecs.Service('main', { name: 'a', ${inputs} }).id;`);
  const { code, output } = await pulumi('preview');
  expect(code).not.toBe(0);
  expect(output).toContain(reason);
});

test('a type of resources without replacements is refused', async () => {
  await program(`queue = new aws.sqs.Queue('main').id;`);
  const { output } = await pulumi('preview');
  expect(output).toContain('the stand-in does not know aws:sqs/queue:Queue');
});
