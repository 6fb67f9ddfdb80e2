import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { programIn } from '@goldpath/program/testing';
import { describe, expect, test } from 'vitest';
import { type FixOptions, fixRepository } from './fixRepository.ts';

const imports = `import * as aws from '@pulumi/aws';\n`;

/** Fixes a program, and returns its source after that. */
async function fixed(files: Record<string, string>, options: FixOptions = {}) {
  const dir = await programIn(files);
  const { changes, notes, failures } = await fixRepository(dir, options);
  expect(failures).toEqual([]);
  const text = await readFile(path.join(dir, 'index.ts'), 'utf8');
  return { text, notes, changes, files: changes.map(({ file }) => file) };
}

const queue = `new aws.sqs.Queue('orders', { sqsManagedSseEnabled: false });\n`;
const encryptedQueue = queue.replace('false', 'true');

test('properties are set in the files that create the resources', async () => {
  const { text, changes, notes } = await fixed({
    'index.ts': `${imports}import './keys.ts';\n${queue}`,
    'keys.ts': `${imports}// rotated by hand\nfor (const name of ['data', 'logs'])\n  new aws.kms.Key(name, {\n    deletionWindowInDays: 7, // a week\n  });\n`,
  });
  expect(text).toContain(encryptedQueue);
  const after =
    '  new aws.kms.Key(name, {\n    deletionWindowInDays: 7, // a week\n    enableKeyRotation: true,\n  });\n';
  expect(changes).toMatchObject([
    { file: 'index.ts' },
    { file: 'keys.ts', after: expect.stringContaining(after) as string },
  ]);
  expect(notes).toEqual([]);
});

test('a fix after which the program has another problem is not made, and the others are', async () => {
  const { text, notes } = await fixed({
    'index.ts': `${imports}import * as pulumi from '@pulumi/pulumi';
pulumi.runtime.registerStackTransformation(({ props }) => {
  if (props.enableKeyRotation) throw new Error('this account rotates keys itself');
  return undefined;
});
new aws.kms.Key('data', {});
${queue}`,
  });
  expect(text).toContain(encryptedQueue);
  expect(text).toContain(`new aws.kms.Key('data', {});`);
  expect(notes).toEqual([
    'index.ts:7  key-rotated  enableKeyRotation was not set to true: the check has other problems, or as many, after it.',
  ]);
});

test('a fix that another one makes possible is made in the next round', async () => {
  const { text } = await fixed({
    'index.ts': `${imports}import * as pulumi from '@pulumi/pulumi';
const rotated = new Set<string>();
pulumi.runtime.registerStackTransformation(({ name, props }) => {
  if (props.enableKeyRotation) rotated.add(name);
  if (name === 'readers' && rotated.has('shared')) throw new Error('another account rotates this key');
  if (name === 'readers' && rotated.has('logs') && !rotated.has('data')) throw new Error('data comes first');
  return undefined;
});
new aws.kms.Key('logs', {});
new aws.kms.Key('shared', {});
new aws.kms.Key('data', {});
new aws.iam.Group('readers');
`,
  });
  expect(text).toContain(`new aws.kms.Key('data', { enableKeyRotation: true });`);
  expect(text).toContain(`new aws.kms.Key('logs', { enableKeyRotation: true });`);
  expect(text).toContain(`new aws.kms.Key('shared', {});`);
});

test('with a stage, only its problems are fixed', async () => {
  const index = `${imports}import * as pulumi from '@pulumi/pulumi';
if (pulumi.getStack() === 'prod') new aws.kms.Key('data', {});
else ${queue}`;
  const files = { 'index.ts': index, 'Pulumi.dev.yaml': 'config: {}\n', 'Pulumi.prod.yaml': 'config: {}\n' };
  const { text } = await fixed(files, { stage: 'prod' });
  expect(text).toBe(index.replace('{});\nelse', '{ enableKeyRotation: true });\nelse'));
  const withoutFiles = await fixed({ 'index.ts': index }, { stage: 'prod' });
  expect(withoutFiles.text).toBe(text);
});

test('a stage is not fixed where another one gets a problem', async () => {
  const index = `${imports}import * as pulumi from '@pulumi/pulumi';
pulumi.runtime.registerStackTransformation(({ props }) => {
  if (pulumi.getStack() === 'dev' && props.enableKeyRotation) throw new Error('this account rotates keys itself');
  return undefined;
});
new aws.kms.Key('data', {});
`;
  const files = { 'index.ts': index, 'Pulumi.dev.yaml': 'config: {}\n', 'Pulumi.prod.yaml': 'config: {}\n' };
  expect((await fixed(files, { stage: 'prod' })).text).toBe(index);
});

describe('nothing is changed', () => {
  test('where the value is not a literal', async () => {
    const { files, notes } = await fixed({
      'index.ts': `${imports}const sqsManagedSseEnabled = false;\nnew aws.sqs.Queue('orders', { sqsManagedSseEnabled });\n`,
    });
    expect(files).toEqual([]);
    expect(notes).toEqual([
      'index.ts:3  queue-encrypted  sqsManagedSseEnabled was not set to true: sqsManagedSseEnabled is not a literal.',
    ]);
  });

  test('where a waiver accepts the failure', async () => {
    const until = `${new Date().getFullYear() + 1}-01-01`;
    const reason = 'It has no messages of customers.';
    const { files } = await fixed({
      'index.ts': imports + queue,
      'policy-waivers.yaml': JSON.stringify([{ rule: 'queue-encrypted', resource: 'orders', reason, until }]),
    });
    expect(files).toEqual([]);
  });

  test('in a program of Pulumi YAML', async () => {
    const dir = await programIn({
      'Pulumi.yaml':
        'name: shop\nruntime: yaml\nresources:\n  orders:\n    type: aws:sqs:Queue\n    properties:\n      sqsManagedSseEnabled: false\n',
    });
    expect(await fixRepository(dir)).toMatchObject({
      changes: [],
      notes: [expect.stringContaining('the program is not in TypeScript')],
    });
  });
});

test('a replacement of the resource is announced', async () => {
  const { text, notes } = await fixed({ 'index.ts': `${imports}new aws.efs.FileSystem('uploads');\n` });
  expect(text).toContain(`new aws.efs.FileSystem('uploads', { encrypted: true });`);
  expect(notes).toEqual([
    'index.ts:2  file-system-encrypted  encrypted can only change by replacing uploads, with its data, where it exists already.',
  ]);
});

test('a folder without a program is refused', async () => {
  const dir = await programIn({ 'Pulumi.yaml': 'name: shop\nruntime: nodejs\n' });
  await expect(fixRepository(path.join(dir, 'other'))).rejects.toThrow('is not a folder');
});
