import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { graphOf } from '@goldpath/program/testing';
import { dataHolders } from './dataHolders.ts';
import { resourceProblems } from './resourceProblems.ts';

const root = path.resolve(import.meta.dirname, '../../../..');

async function problemsOf(before: string, after: string) {
  const [left, right] = [await graphOf(before), await graphOf(after)];
  const program = ({ graph }: typeof left) => ({
    root: '',
    project: 'shop',
    stages: [{ stack: 'prod', region: '', graph, omissions: [] }],
  });
  return resourceProblems(program(left), program(right), 'infra').map(({ rule, message }) => [rule, message]);
}

const component = (options: string) => `
class Storage extends pulumi.ComponentResource {
  constructor(name: string, options: pulumi.ComponentResourceOptions = {}) {
    super('shop:Storage', name, {}, options);
    new aws.s3.Bucket('files', {}, { parent: this });
  }
}
new Storage('storage'${options});`;

test('a bucket that moves into a component without an alias would be deleted', async () => {
  expect(await problemsOf(`new aws.s3.Bucket('files');`, component(''))).toEqual([
    [
      'upgrade-keeps-data',
      'a bucket files: the next deployment would delete it and create another, since its URN changes.',
    ],
  ]);
});

test('a bucket with an alias of its old URN is kept, also when its component has the alias', async () => {
  const aliased = `new aws.s3.Bucket('images', {}, { aliases: [{ name: 'files' }] });`;
  expect(await problemsOf(`new aws.s3.Bucket('files');`, aliased)).toEqual([]);
  const renamed = component('').replace("Storage('storage'", "Storage('store'");
  const inherited = component(`, { aliases: [{ name: 'store' }] }`);
  expect(await problemsOf(renamed, inherited)).toEqual([]);
  const moved = component('').replace(
    'parent: this }',
    `parent: this, aliases: [{ parent: pulumi.rootStackResource }] }`,
  );
  expect(await problemsOf(`new aws.s3.Bucket('files');`, moved)).toEqual([]);
});

test('a database that is dropped or whose user changes would lose its data, a new password does not', async () => {
  const database = (more: string) =>
    `new aws.rds.Instance('main', { instanceClass: 'db.t4g.micro', ${more} });`;
  expect(await problemsOf(database(''), `new aws.sqs.Queue('a');`)).toEqual([
    ['upgrade-keeps-data', 'the database main: the next deployment would delete it.'],
  ]);
  expect(
    await problemsOf(database(`username: 'a', password: 'a'`), database(`username: 'b', password: 'b'`)),
  ).toEqual([
    [
      'upgrade-keeps-data',
      'the database main: the next deployment would replace it, since username changes.',
    ],
  ]);
});

test('a key before it does not make a database a new one', async () => {
  const encrypted = (before: string) =>
    `${before} const key = new aws.kms.Key('data'); new aws.rds.Instance('main', { instanceClass: 'db.t4g.micro', kmsKeyId: key.arn });`;
  expect(await problemsOf(encrypted(''), encrypted(`new aws.kms.Key('other');`))).toEqual([]);
});

test('other resources that only change their URN are one problem, and those that go are none', async () => {
  const queues = (...names: string[]) => names.map(name => `new aws.sqs.Queue('${name}');`).join('\n');
  expect(await problemsOf(queues('a', 'b'), queues('c', 'd'))).toEqual([
    [
      'upgrade-keeps-urns',
      'The next deployment would delete 2 resources and create others, since their URNs change: aws:sqs/queue:Queue a, aws:sqs/queue:Queue b.',
    ],
  ]);
  expect(await problemsOf(queues('a', 'b'), queues('a'))).toEqual([]);
});

test('the types with data are those that a stamped service protects', async () => {
  const script = await readFile(
    path.join(root, 'templates/prompt-library-service/skeleton/deploy/keep-data.sh'),
    'utf8',
  );
  const listed = [...script.matchAll(/"((?:aws|vercel):[^"]+)": "([^"]+)"/g)].map(([, type, name]) => [
    type,
    name,
  ]);
  expect(Object.entries(dataHolders).map(([type, { name }]) => [type, name])).toEqual(listed);
});

test('a website that the program does not have any more is handed over', async () => {
  const website = `new pulumi.CustomResource('vercel:index/project:Project', 'site', { name: 'site' });`;
  expect(await problemsOf(website, `new aws.sqs.Queue('a');`)).toEqual([
    ['upgrade-keeps-data', 'the website site: the next deployment would delete it.'],
  ]);
});

test('the inputs that replace them are those of the rehearsal', async () => {
  const file = path.join(root, 'rehearsal/engine/provider/replacements.json');
  const { types } = JSON.parse(await readFile(file, 'utf8')) as {
    types: Record<string, { inputs: string[] }>;
  };
  const both = Object.keys(dataHolders).filter(type => types[type] !== undefined);
  expect(both.map(type => dataHolders[type]?.replacedBy)).toEqual(both.map(type => types[type]?.inputs));
});
