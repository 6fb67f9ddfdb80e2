import { mkdir, realpath, symlink } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { executeShared, programIn } from '../testing/program.ts';

/** Executes the program in the folder `infra` and returns its queues, each with the place that creates it. */
async function queuesOf(files: Record<string, string>, links: Record<string, string> = {}) {
  const root = await realpath(
    await programIn({ 'infra/Pulumi.yaml': 'name: shop\nruntime: nodejs\n', ...files }),
  );
  for (const [link, target] of Object.entries(links)) {
    await mkdir(path.dirname(path.join(root, link)), { recursive: true });
    await symlink(path.join(root, target), path.join(root, link));
  }
  const [run] = await executeShared(path.join(root, 'infra'));
  return run?.resources
    .filter(({ type }) => type === 'aws:sqs/queue:Queue')
    .map(({ name, source }) => [name, source && path.relative(root, source.file), source?.line]);
}

const module = { 'infra/package.json': '{ "type": "module" }' };

test('packages of a monorepo are executed as source, and their resources have positions in their own files', async () => {
  const files = {
    'infra/index.ts': `import { queue } from '@acme/queues';\nimport { topic } from '@acme/queues/topics';\nqueue('orders'); topic();`,
    'packages/queues/package.json': '{ "name": "@acme/queues", "main": "dist/index.js" }',
    'packages/queues/src/index.ts': `import * as aws from '@pulumi/aws';
import { Size } from './sizes';
export const queue = (name: string) => new aws.sqs.Queue(name, { delaySeconds: Size.Small });`,
    'packages/queues/src/sizes/index.ts': 'export enum Size { Small = 5 }',
    'packages/queues/src/topics.ts': `import { queue } from '.';
export const topic = () => queue('topics');`,
  };
  const links = { 'infra/node_modules/@acme/queues': 'packages/queues' };
  expect(await queuesOf(files, links)).toEqual([
    ['orders', 'packages/queues/src/index.ts', 3],
    ['topics', 'packages/queues/src/index.ts', 3],
  ]);
});

test('paths of tsconfig.json are followed, also those that it inherits', async () => {
  const files = {
    'tsconfig.base.json': `{ // shared
      "compilerOptions": { "baseUrl": ".", "paths": { "@lib/*": ["packages/*/main"], }, } }`,
    'infra/tsconfig.json': '{ "extends": "../tsconfig.base.json" }',
    'infra/index.ts': `import { name } from '@lib/names';\nimport * as aws from '@pulumi/aws';\nnew aws.sqs.Queue(name);`,
    'packages/names/main.ts': `export const name: string = 'orders';`,
  };
  expect(await queuesOf(files)).toEqual([['orders', 'infra/index.ts', 3]]);
});

test('decorators are compiled and keep their lines', async () => {
  const program = `
import * as aws from '@pulumi/aws';
const named = (name: string) => (type: { prototype: object }) => { Object.assign(type.prototype, { name }); };

@named('orders')
class Queues {
  declare name: string;
  create(): void {
    new aws.sqs.Queue(this.name);
  }
}
new Queues().create();`;
  expect(await queuesOf({ 'infra/index.ts': program })).toEqual([['orders', 'infra/index.ts', 9]]);
});

test.each(['ts', 'js'])(
  'a module in .%s may await at its top, and so may the modules that it imports',
  async end => {
    const files = {
      ...module,
      [`infra/index.${end}`]: `import * as aws from '@pulumi/aws';
import { name } from './network.${end === 'ts' ? 'ts' : 'js'}';
import './circle.js';
const zones = await aws.getAvailabilityZones();
new aws.sqs.Queue(name + zones.names.length + import.meta.url.slice(0, 5));`,
      [`infra/network.${end}`]: `export const name = await Promise.resolve('orders');`,
      'infra/circle.js': `import * as again from './circle2.js';\nexport const one = () => again.two;`,
      'infra/circle2.js': `import { one } from './circle.js';\nexport const two = typeof one;\nawait 1;`,
    };
    expect(await queuesOf(files)).toEqual([['orders3file:', `infra/index.${end}`, 5]]);
  },
);

test.each([
  ['a folder', 'main: src/', 'infra/src/index.ts'],
  ['a folder of JavaScript', 'main: src', 'infra/src/index.js'],
  ['a file without extension', 'main: src/main', 'infra/src/main.ts'],
])('the entry point can be %s', async (_case, main, file) => {
  const files = {
    'infra/Pulumi.yaml': `name: shop\nruntime: nodejs\n${main}\n`,
    [file]: `const aws = require('@pulumi/aws');\nnew aws.sqs.Queue('orders');`,
  };
  expect(await queuesOf(files)).toEqual([['orders', file, 2]]);
});
