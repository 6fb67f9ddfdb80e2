import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Diagnostic } from '@goldpath/diagnostics';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { goldpathIn } from '../testing/goldpath.ts';

let work: string;

const openDatabase = `import * as aws from '@pulumi/aws';
new aws.rds.Instance('orders', {
  instanceClass: 'db.t4g.micro', // the smallest
  publiclyAccessible: true,
});
`;

const write = (files: Record<string, string>) =>
  Promise.all(Object.entries(files).map(([file, text]) => writeFile(path.join(work, file), text)));

beforeEach(async () => {
  work = await mkdtemp(path.join(tmpdir(), 'goldpath-fix-'));
  onTestFinished(() => rm(work, { recursive: true, force: true }));
});

test('check --fix prints the changes and reports the rest', async () => {
  await write({
    'Pulumi.yaml': 'name: shop\nruntime: nodejs\n',
    'Pulumi.dev.yaml': 'config: {}\n',
    'index.ts': openDatabase,
  });
  const { code, stdout, stderr } = await goldpathIn(work, ['check', '.', '--fix']);
  expect(code).toBe(1);
  expect(stdout).toContain('--- a/index.ts');
  expect(stdout).toContain('-  publiclyAccessible: true,\n+  publiclyAccessible: false,\n');
  expect(stdout).not.toContain('The database is publicly accessible.');
  expect(stderr).toContain('storageEncrypted can only change by replacing orders');
  const text = await readFile(path.join(work, 'index.ts'), 'utf8');
  expect(text).toContain(`  instanceClass: 'db.t4g.micro', // the smallest\n  publiclyAccessible: false,\n`);
  expect(text).toContain('  storageEncrypted: true,\n');
});

test('check --fix --format json prints the changes on stderr', async () => {
  await write({ 'Pulumi.yaml': 'name: shop\nruntime: nodejs\n', 'index.ts': openDatabase });
  const { stdout, stderr } = await goldpathIn(work, ['check', '.', '--fix', '--format', 'json']);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
  const found = diagnostics.find(({ rule }) => rule === 'database-not-public');
  expect(found?.verdict).toBe('pass');
  expect(stderr).toContain('+  publiclyAccessible: false,');
});

test('check --fix refuses a Terraform configuration', async () => {
  await write({ 'main.tf': 'resource "aws_sqs_queue" "orders" {\n  sqs_managed_sse_enabled = false\n}\n' });
  const { code, stderr } = await goldpathIn(work, ['check', '.', '--fix']);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: '. has no Pulumi program (Pulumi.yaml); only its source can be fixed.\n',
  });
});
