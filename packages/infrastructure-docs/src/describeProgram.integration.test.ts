import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { folderOf } from '@goldpath/files/testing';
import { runProgram } from '@goldpath/program';
import { programIn } from '@goldpath/program/testing';
import { expect, test } from 'vitest';
import { describeAgain, describeFolder } from './describeProgram.ts';

const program = {
  'index.ts': `import * as aws from '@pulumi/aws';\nnew aws.kms.Key('orders');\nnew aws.s3.Bucket('files');`,
  'Pulumi.dev.yaml': 'config: {}\n',
  'Pulumi.prod.yaml': 'config: {}\n',
};

test('describes a program with a drawing of each stage and a page that shows the drawings and the cost', async () => {
  const tree = await describeFolder(await programIn(program));
  expect([...tree.keys()]).toEqual(['dev.svg', 'prod.svg', 'README.md']);
  expect(String(tree.get('prod.svg')?.content)).toMatch(/^<svg .*\n.*Architecture of \S+, stage prod</);
  const page = String(tree.get('README.md')?.content);
  expect(page).toMatch(/!\[.*\]\(dev\.svg\)[^]*!\[.*\]\(prod\.svg\)/);
  expect(page).toContain('| customer managed key | orders | 1 key-month | 1 | 1.00 |');
});

test('a program that was executed is described without its files', async () => {
  const executed = await runProgram(await programIn(program));
  const repository = await folderOf({
    'docs/infrastructure/README.md': '',
    'infra/index.ts': "throw new Error('executed again');\n",
  });
  const root = path.join(await realpath(repository), 'infra');
  const tree = await describeAgain(repository, { executed: [{ ...executed, root }] });
  expect([...tree.keys()]).toContain('docs/infrastructure/prod.svg');
});

test('a repository without a description gets none', async () => {
  expect(await describeAgain(await folderOf({ 'README.md': '' }))).toEqual(new Map());
});
