import { expect, test } from 'vitest';
import { checkProgram } from './check.ts';
import type { ProgramError } from './programError.ts';
import { programIn } from './testing/program.ts';

/** What no rule is about. */
const queue = `import * as aws from '@pulumi/aws';\nnew aws.sqs.Queue('orders');\n`;

/** The sentence with which a program is refused. */
async function refusal(files: Record<string, string>, options = {}): Promise<string> {
  const dir = await programIn(files);
  const error: unknown = await checkProgram(dir, options).then(
    () => new Error('it was not refused'),
    reason => reason,
  );
  expect(error).toMatchObject({ name: 'ProgramError' });
  return (error as ProgramError).located.replaceAll(dir, 'DIR');
}

test('a program without a database or a service has nothing that could fail', async () => {
  expect(await checkProgram(await programIn({ 'index.ts': queue }))).toEqual([]);
});

test('every stack that has a configuration is checked', async () => {
  const dir = await programIn({
    'Pulumi.dev.yaml': 'config:\n  shop:open: false\n',
    'Pulumi.prod.yaml': 'config:\n  shop:open: true\n',
    'index.ts': `
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
const publiclyAccessible = new pulumi.Config().requireBoolean('open');
new aws.rds.Instance(pulumi.getStack(), { instanceClass: 'db.t4g.micro', publiclyAccessible });`,
  });
  const results = (await checkProgram(dir)).filter(({ rule }) => rule === 'database-not-public');
  expect(results.map(({ resource, verdict }) => [resource.name, verdict])).toEqual([
    ['dev', 'pass'],
    ['prod', 'fail'],
  ]);
});

test('a resource of a component is found at its line in the file of the component', async () => {
  const dir = await programIn({
    'index.ts': `import { Store } from './store';\nnew Store('orders');\n`,
    'store.ts': `
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

interface Unused { erased: boolean }

export class Store extends pulumi.ComponentResource {
  constructor(name: string) {
    super('shop:store:Store', name);
    new aws.rds.Instance(name, { instanceClass: 'db.t4g.micro', publiclyAccessible: true }, { parent: this });
  }
}`,
  });
  const [result] = (await checkProgram(dir)).filter(({ rule }) => rule === 'database-not-public');
  expect(result?.location).toEqual({ file: 'store.ts', line: 10 });
});

test('a program that prints, and one whose main is a function, run as well', async () => {
  const program = `
import * as aws from '@pulumi/aws';
console.log('{"resources": []}');
export = async () => { new aws.rds.Instance('orders', { instanceClass: 'db.t4g.micro' }); };`;
  expect(await checkProgram(await programIn({ 'index.ts': program }))).not.toEqual([]);
});

test('the environment of the caller is not seen', async () => {
  process.env.GOLDPATH_TEST_SECRET = 'a secret';
  const program = `${queue}\nif (process.env.GOLDPATH_TEST_SECRET) throw new Error('seen');`;
  await expect(checkProgram(await programIn({ 'index.ts': program }))).resolves.toEqual([]);
});

test('a folder without Pulumi.yaml is refused', async () => {
  await expect(checkProgram(import.meta.dirname)).rejects.toThrow(/holds no Pulumi.yaml/);
});

test('YAML that does not parse is refused at its line', async () => {
  const files = { 'Pulumi.yaml': 'name: shop\nruntime: [nodejs\n', 'index.ts': queue };
  expect(await refusal(files)).toMatch(/^Pulumi\.yaml:\d: this is not YAML/);
});

test('a stack that does not exist is refused with those that do', async () => {
  const files = { 'Pulumi.dev.yaml': 'config: {}\n', 'index.ts': queue };
  expect(await refusal(files, { stack: 'live' })).toBe("The program has no stack 'live'. It has dev.");
});

test('a missing configuration value is named', async () => {
  const program = `import * as pulumi from '@pulumi/pulumi';\nnew pulumi.Config().require('size');\n`;
  expect(await refusal({ 'index.ts': program })).toMatch(/index\.ts:2: .*shop:size/);
});

test('a syntax error is named at its line', async () => {
  expect(await refusal({ 'index.ts': `${queue}\nconst = 1;\n` })).toMatch(/^index\.ts:4: /);
});

test('a package that is not installed is named', async () => {
  const program = `import { nothing } from 'a-package-of-nobody';\nnothing();\n`;
  expect(await refusal({ 'index.ts': program })).toMatch(/the package a-package-of-nobody is not installed/);
});

test('a program that throws is named with its place', async () => {
  expect(await refusal({ 'index.ts': `${queue}\nthrow new Error('no money');\n` })).toMatch(
    /^index\.ts:4: the program fails for the stack dev: no money/,
  );
});

test.each([
  ['in apply', `pulumi.output(1).apply(() => { throw new Error('late'); });`],
  ['in a promise that nobody awaits', `void (async () => { await 1; throw new Error('late'); })();`],
])('a program that throws %s does not pass', async (_case, line) => {
  const program = `import * as pulumi from '@pulumi/pulumi';\n${queue}${line}\n`;
  expect(await refusal({ 'index.ts': program })).toMatch(
    /^index\.ts:4: the program fails for the stack dev: late/,
  );
});

test('what is registered after a timer is checked too', async () => {
  const program = `${queue}setTimeout(() => new aws.rds.Instance('late', { instanceClass: 'db.t4g.micro' }), 10);`;
  const results = await checkProgram(await programIn({ 'index.ts': program }));
  expect(results.map(({ resource }) => resource.name)).toContain('late');
});

test('configuration of Pulumi.yaml stands where the stack has none', async () => {
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
  expect(await refusal(files)).toContain('small,b,eu-west-1');
});

test('a check that was called off beforehand does not begin', async () => {
  const message = await refusal({ 'index.ts': queue }, { signal: AbortSignal.abort() });
  expect(message).toBe('The program in DIR was stopped before it began.');
});

test('a program that does not end is ended', async () => {
  const message = await refusal({ 'index.ts': 'for (;;);' }, { timeoutMs: 3_000 });
  expect(message).toContain('did not end within 3 s');
});

test('a program that ends the process is not taken for one that is through', async () => {
  expect(await refusal({ 'index.ts': `${queue}\nprocess.exit(0);\n` })).toContain(
    'Does it call process.exit?',
  );
});

test('a program that registers nothing is refused', async () => {
  expect(await refusal({ 'index.ts': 'export const nothing = 1;' })).toContain('registers no resource');
});

test.each([
  [
    'opens the network',
    `import * as https from 'https';\nhttps.get('https://example.com');`,
    'it opens the network (to example.com:443), which is closed here',
  ],
  [
    'fetches',
    `export = () => fetch('https://example.com');`,
    'it opens the network (to example.com:443), which is closed here',
  ],
  [
    'writes a file',
    `import * as fs from 'fs';\nfs.writeFileSync('/tmp/left-behind', '');`,
    'it writes a file (/tmp/left-behind), which is not allowed here',
  ],
  ['starts a process', `import { execSync } from 'child_process';\nexecSync('id');`, 'it starts a process'],
  [
    'asks for a file that is not there',
    `import { nothing } from './nothing';\nnothing();`,
    "index.ts:4: the program fails for the stack dev: there is no file './nothing'",
  ],
  ['awaits outside of a function', 'await Promise.resolve();\nexport {};', 'it awaits outside of a function'],
  ['answers in place of the recorder', `process.send!({ runs: [] });`, 'process.send is not a function'],
])('a program that %s is refused', async (_case, code, sentence) => {
  expect(await refusal({ 'index.ts': `${queue}\n${code}` })).toContain(sentence);
});

test('namespaces, enums and parameter properties of TypeScript run', async () => {
  const program = `${queue}
namespace Sizes { export const small = 'db.t4g.micro'; }
enum Port { Postgres = 5432 }
class Named { constructor(readonly name: string) {} }
new aws.rds.Instance(new Named('orders').name, { instanceClass: Sizes.small, port: Port.Postgres });`;
  const results = await checkProgram(await programIn({ 'index.ts': program }));
  expect(results.map(({ location }) => location.line)).toContain(7);
});

test('a resource that is made out of sight is found where its component is made', async () => {
  const dir = await programIn({
    'index.ts': `import { Store } from 'store';
new Store('orders');`,
    'node_modules/store/package.json': '{ "name": "store", "version": "1.0.0", "main": "index.js" }',
    'node_modules/store/index.js': `const aws = require('@pulumi/aws');
const pulumi = require('@pulumi/pulumi');
exports.Store = class extends pulumi.ComponentResource {
  constructor(name) {
    super('store:index:Store', name);
    pulumi.output(1).apply(() => new aws.rds.Instance(name, { instanceClass: 'db.t4g.micro', publiclyAccessible: true }, { parent: this }));
  }
};`,
  });
  const [result] = (await checkProgram(dir)).filter(({ rule }) => rule === 'database-not-public');
  expect(result?.location).toEqual({ file: 'index.ts', line: 2 });
});
