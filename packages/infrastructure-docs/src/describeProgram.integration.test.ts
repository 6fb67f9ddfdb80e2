import { expect, test } from 'vitest';
import { programIn } from '@goldpath/program/testing';
import { describeFolder } from './describeProgram.ts';

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
