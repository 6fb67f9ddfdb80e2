import { realpath } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { ResourceGraph } from './graph/graph.ts';
import { ProgramError } from './programError.ts';
import { type ProgramOptions, runProgram } from './runProgram.ts';
import { subjectOf } from './subject.ts';
import { executeShared, programIn } from './testing/program.ts';

const queue = `import * as aws from '@pulumi/aws';\nnew aws.sqs.Queue('orders');\n`;

/** Returns the error with which a program is rejected. */
async function errorOf(files: Record<string, string>, options: ProgramOptions = {}): Promise<ProgramError> {
  const dir = await programIn(files);
  const error: unknown = await runProgram(dir, options).catch((reason: unknown) => reason);
  if (!(error instanceof ProgramError)) throw new Error('no ProgramError was thrown', { cause: error });
  return Object.assign(error, { message: error.message.replaceAll(dir, 'DIR') });
}

const messageOf = async (files: Record<string, string>, options: ProgramOptions = {}) =>
  (await errorOf(files, options)).message;

/** Executes a program and returns its resources, each with its name, inputs and location. */
async function resourcesOf(files: Record<string, string>, type: string) {
  const dir = await realpath(await programIn(files));
  return (await executeShared(dir)).flatMap(({ stack, resources }) => {
    const graph = new ResourceGraph(resources);
    return graph.ofType(type).map(node => ({ stack, ...node, ...subjectOf(graph, node, dir) }));
  });
}

test('the graph has the resources that the program registers', async () => {
  const { project, stages } = await runProgram(await programIn({ 'index.ts': queue }));
  expect(project).toBe('shop');
  expect(stages.map(({ stack, region }) => [stack, region])).toEqual([['dev', 'us-east-1']]);
  expect(stages[0]?.graph.ofType('aws:sqs/queue:Queue').map(({ name }) => name)).toEqual(['orders']);
});

test('a resource in the place of its id is its id', async () => {
  const [permission] = await resourcesOf(
    {
      'index.ts': `import * as aws from '@pulumi/aws';
const policy = new aws.iam.Policy('read', { policy: '{}' });
const role = new aws.iam.Role('task', { assumeRolePolicy: '{}' });
new aws.iam.RolePolicyAttachment('read', { role, policyArn: policy.arn });
`,
    },
    'aws:iam/rolePolicyAttachment:RolePolicyAttachment',
  );
  expect(permission?.inputs.role).toMatch(/Role::task#\d+#$/);
});

test('every stack with a configuration file is executed with its own configuration', async () => {
  const files = {
    'Pulumi.dev.yaml': 'config:\n  shop:size: small\n',
    'Pulumi.prod.yaml': 'config:\n  shop:size: large\n',
    'index.ts': `
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
new aws.sqs.Queue(pulumi.getStack(), { tags: { size: new pulumi.Config().require('size') } });`,
  };
  const queues = await resourcesOf(files, 'aws:sqs/queue:Queue');
  expect(queues.map(({ stack, name, inputs }) => [stack, name, inputs.tags])).toEqual([
    ['dev', 'dev', { size: 'small' }],
    ['prod', 'prod', { size: 'large' }],
  ]);
});

test('the configuration of Pulumi.yaml applies where the stack has none', async () => {
  const project =
    'name: shop\nruntime: nodejs\nconfig:\n  size:\n    default: small\n  shop:zone: a\n  aws:region:\n    value: eu-west-1\n';
  const program = `
import * as pulumi from '@pulumi/pulumi';
const config = new pulumi.Config();
throw new Error([config.require('size'), config.require('zone'), new pulumi.Config('aws').require('region')].join());`;
  const files = {
    'Pulumi.yaml': project,
    'Pulumi.dev.yaml': 'config:\n  shop:zone: b\n',
    'index.ts': program,
  };
  expect(await messageOf(files)).toContain('small,b,eu-west-1');
});

test('a program that prints, and whose entry point exports a function, is executed', async () => {
  const program = `
import * as aws from '@pulumi/aws';
console.log('{"resources": []}');
export = async () => { new aws.sqs.Queue('orders'); };`;
  expect(await resourcesOf({ 'index.ts': program }, 'aws:sqs/queue:Queue')).toHaveLength(1);
});

test('a resource that is registered after a timer is recorded', async () => {
  const program = `${queue}setTimeout(() => new aws.sns.Topic('late'), 10);`;
  const topics = await resourcesOf({ 'index.ts': program }, 'aws:sns/topic:Topic');
  expect(topics.map(({ name }) => name)).toEqual(['late']);
});

test('namespaces, enums and parameter properties of TypeScript are supported and keep their lines', async () => {
  const program = `${queue}
namespace Sizes { export const small = 'db.t4g.micro'; }
enum Port { Postgres = 5432 }
class Named { constructor(readonly name: string) {} }
new aws.rds.Instance(new Named('orders').name, { instanceClass: Sizes.small, port: Port.Postgres });`;
  const [database] = await resourcesOf({ 'index.ts': program }, 'aws:rds/instance:Instance');
  expect(database?.inputs).toMatchObject({ instanceClass: 'db.t4g.micro', port: 5432 });
  expect(database?.location.line).toBe(7);
});

test('a resource of a component has its location in the file of the component', async () => {
  const files = {
    'index.ts': `import { Store } from './store';\nnew Store('orders');\n`,
    'store.ts': `
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

interface Unused { erased: boolean }

export class Store extends pulumi.ComponentResource {
  constructor(name: string) {
    super('shop:store:Store', name);
    new aws.sqs.Queue(name, {}, { parent: this });
  }
}`,
  };
  const [created] = await resourcesOf(files, 'aws:sqs/queue:Queue');
  expect(created?.location).toEqual({ file: 'store.ts', line: 10 });
});

test('a resource that is created outside the program has the location of its component', async () => {
  const files = {
    'index.ts': `import { Store } from 'store';
new Store('orders');`,
    'node_modules/store/package.json': '{ "name": "store", "version": "1.0.0", "main": "index.js" }',
    'node_modules/store/index.js': `const aws = require('@pulumi/aws');
const pulumi = require('@pulumi/pulumi');
exports.Store = class extends pulumi.ComponentResource {
  constructor(name) {
    super('store:index:Store', name);
    pulumi.output(1).apply(() => new aws.sqs.Queue(name, {}, { parent: this }));
  }
};`,
  };
  const [created] = await resourcesOf(files, 'aws:sqs/queue:Queue');
  expect(created?.location).toEqual({ file: 'index.ts', line: 2 });
});

test('the program does not see the environment of this process', async () => {
  process.env.GOLDPATH_TEST_SECRET = 'a secret';
  const program = `${queue}\nif (process.env.GOLDPATH_TEST_SECRET) throw new Error('seen');`;
  await expect(runProgram(await programIn({ 'index.ts': program }))).resolves.toMatchObject({
    project: 'shop',
  });
});

test('an error has one diagnostic, with the location and the message without it', async () => {
  const { message, diagnostics } = await errorOf({ 'index.ts': `${queue}\nthrow new Error('no money');\n` });
  expect(message).toBe('index.ts:4: the program fails for the stack dev: no money (after one resource)');
  expect(diagnostics).toEqual([
    {
      rule: 'program-executed',
      severity: 'error',
      verdict: 'unverifiable',
      location: { file: 'index.ts', line: 4 },
      message: 'the program fails for the stack dev: no money (after one resource)',
    },
  ]);
});

test('an error without a known position has its location in Pulumi.yaml', async () => {
  const { diagnostics } = await errorOf({ 'index.ts': 'export const nothing = 1;' });
  expect(diagnostics.map(({ location }) => location)).toEqual([{ file: 'Pulumi.yaml', line: 1 }]);
});

test('a folder without Pulumi.yaml is rejected', async () => {
  await expect(runProgram(import.meta.dirname)).rejects.toThrow(/contains no Pulumi.yaml/);
});

test('invalid YAML is reported at its line', async () => {
  const files = { 'Pulumi.yaml': 'name: shop\nruntime: [nodejs\n', 'index.ts': queue };
  expect(await messageOf(files)).toMatch(/^Pulumi\.yaml:\d: invalid YAML/);
});

test('a stack that does not exist is reported with the existing ones', async () => {
  const files = { 'Pulumi.dev.yaml': 'config: {}\n', 'index.ts': queue };
  expect(await messageOf(files, { stack: 'live' })).toMatch(
    /^The program has no stack 'live'. It has dev\. /,
  );
});

test('a missing configuration value is named', async () => {
  const program = `import * as pulumi from '@pulumi/pulumi';\nnew pulumi.Config().require('size');\n`;
  expect(await messageOf({ 'index.ts': program })).toMatch(/index\.ts:2: .*shop:size/);
});

test('a syntax error is reported at its line', async () => {
  expect(await messageOf({ 'index.ts': `${queue}\nconst = 1;\n` })).toMatch(/^index\.ts:4: /);
});

test('a package that is not installed is named', async () => {
  const program = `import { nothing } from 'a-missing-package';\nnothing();\n`;
  expect(await messageOf({ 'index.ts': program })).toMatch(/the package a-missing-package is not installed/);
});

test.each([
  ['in apply', `pulumi.output(1).apply(() => { throw new Error('late'); });`],
  ['in a promise that is not awaited', `void (async () => { await 1; throw new Error('late'); })();`],
])('an error %s is reported', async (_case, line) => {
  const program = `import * as pulumi from '@pulumi/pulumi';\n${queue}${line}\n`;
  expect(await messageOf({ 'index.ts': program })).toMatch(
    /^index\.ts:4: the program fails for the stack dev: late/,
  );
});

test('a program does not begin when its signal is aborted already', async () => {
  const message = await messageOf({ 'index.ts': queue }, { signal: AbortSignal.abort() });
  expect(message).toBe('The program in DIR was stopped before it began.');
});

test('a program that does not end is stopped', async () => {
  const message = await messageOf({ 'index.ts': 'for (;;);' }, { timeoutMs: 3_000 });
  expect(message).toContain('did not end within 3 s');
});

test('a program that fails late has the resources that it registered before, on request', async () => {
  const errors: ProgramError[] = [];
  const dir = await programIn({
    'Pulumi.dev.yaml': 'config: {}\n',
    'Pulumi.prod.yaml': 'config: {}\n',
    'index.ts': `import * as pulumi from '@pulumi/pulumi';\n${queue}if (pulumi.getStack() === 'prod') throw new Error('late');\n`,
  });
  const { stages } = await runProgram(dir, { onIncomplete: error => errors.push(error) });
  expect(stages.map(({ stack, graph }) => [stack, graph.ofType('aws:sqs/queue:Queue').length])).toEqual([
    ['dev', 1],
    ['prod', 1],
  ]);
  expect(errors.map(({ message }) => message)).toEqual([
    'index.ts:4: the program fails for the stack prod: late (after one resource)',
  ]);
});

test('a program that exits early is rejected', async () => {
  expect(await messageOf({ 'index.ts': `${queue}\nprocess.exit(0);\n` })).toMatch(
    /^index\.ts:4: .*it calls process\.exit/,
  );
});

test('a program that registers nothing is rejected', async () => {
  expect(await messageOf({ 'index.ts': 'export const nothing = 1;' })).toContain('registers no resource');
});

test.each([
  [
    'opens the network',
    `import * as https from 'https';\nhttps.get('https://example.com');`,
    'it opens the network (to example.com:443), which is not allowed here',
  ],
  [
    'fetches a URL',
    `export = () => fetch('https://example.com');`,
    'it opens the network (to example.com:443), which is not allowed here',
  ],
  [
    'imports a file that does not exist',
    `import { nothing } from './nothing';\nnothing();`,
    "index.ts:4: the program fails for the stack dev: the file './nothing' does not exist",
  ],
  [
    'uses await outside a function',
    'await Promise.resolve();\nexport {};',
    'it uses await outside a function',
  ],
  ['replies in place of the recorder', `process.send!({ runs: [] });`, 'process.send is not a function'],
])('a program that %s is rejected', async (_case, code, sentence) => {
  expect(await messageOf({ 'index.ts': `${queue}\n${code}` })).toContain(sentence);
});
