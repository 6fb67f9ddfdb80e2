import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Diagnostic } from '@goldpath/diagnostics';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { goldpathIn } from '../testing/goldpath.ts';

let folder: string;
let work: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-check-'));
});

beforeEach(async () => {
  work = await mkdtemp(path.join(folder, 'test-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const goldpath = (...args: string[]) => goldpathIn(work, args);

const diagnosticsIn = (json: string) => (JSON.parse(json) as { diagnostics: Diagnostic[] }).diagnostics;

const openDatabase = `import * as aws from '@pulumi/aws';
new aws.rds.Instance('orders', { instanceClass: 'db.t4g.micro', publiclyAccessible: true, storageEncrypted: true });
`;

const reason = 'The old office reads from it until it has moved.';
const until = `${new Date().getFullYear() + 1}-01-01`;

/** Waivers for every failure of the open database. */
const waivers = JSON.stringify(
  ['database-not-public', 'private-subnets', 'no-default-network', 'database-port-closed'].map(rule => {
    return { rule, resource: 'orders', reason, until };
  }),
);

/** A Pulumi program with an open database, and two stages. */
async function program(files: Record<string, string> = {}) {
  const all = {
    'Pulumi.yaml': 'name: shop\nruntime: nodejs\n',
    'Pulumi.dev.yaml': 'config: {}\n',
    'Pulumi.prod.yaml': 'config: {}\n',
    'index.ts': openDatabase,
    ...files,
  };
  for (const [file, text] of Object.entries(all)) await writeFile(path.join(work, file), text);
}

test("check of a Pulumi program's folder checks only policies", async () => {
  await program({ 'policy-waivers.yaml': waivers });
  const { code, stdout } = await goldpath('check', '.');
  expect(code).toBe(0);
  expect(stdout).toContain('database-not-public');
  expect(stdout).not.toContain('catalog');
});

test.each([
  ['none', 'none is not a folder'],
  ['empty.json', 'empty.json is not the output of'],
  ['text.json', 'text.json is not valid JSON'],
  ['.', '. has neither a service (catalog-info.yaml) nor a Pulumi program (Pulumi.yaml) nor Terraform files'],
])('check %s: %s', async (dir, message) => {
  await writeFile(path.join(work, 'empty.json'), '{}');
  await writeFile(path.join(work, 'text.json'), 'plan');
  const { code, stdout, stderr } = await goldpath('check', dir);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
});

test('check --stage checks one stage', async () => {
  await program();
  const failures = async (...args: string[]) =>
    (await goldpath('check', '.', ...args)).stdout.match(/database-not-public {2}.*/g);
  expect(await failures()).toEqual(['database-not-public  aws:rds/instance:Instance orders in dev, prod']);
  expect(await failures('--stage', 'prod')).toEqual([
    'database-not-public  aws:rds/instance:Instance orders',
  ]);
});

test('check with an unknown stage lists the stages', async () => {
  await program();
  expect(await goldpath('check', '.', '--stage', 'live')).toEqual({
    code: 2,
    stdout: '',
    stderr:
      "The program has no stack 'live'. It has dev, prod. For a stack without a file, add it under stages in goldpath.check.yaml.\n",
  });
});

test('check --format json has the diagnostics as data', async () => {
  await program();
  const { code, stdout } = await goldpath('check', '.', '--format', 'json', '--stage', 'dev');
  expect(code).toBe(1);
  expect(diagnosticsIn(stdout)).toContainEqual(
    expect.objectContaining({
      rule: 'database-not-public',
      severity: 'error',
      verdict: 'fail',
      subject: expect.objectContaining({ type: 'aws:rds/instance:Instance', name: 'orders' }) as object,
      location: { file: 'index.ts', line: 2 },
    }),
  );
});

test.each([
  ['junit', '<testsuites name="goldpath"'],
  ['github', '::error file=index.ts,line=2,title=database-not-public::'],
])('check --format %s', async (format, expected) => {
  await program();
  const { code, stdout } = await goldpath('check', '.', '--format', format, '--stage', 'dev');
  expect(code).toBe(1);
  expect(stdout).toContain(expected);
});

test('formats for repositories have paths from its root', async () => {
  await program();
  const env = { GITHUB_WORKSPACE: path.dirname(work) };
  const file = `${path.basename(work)}/index.ts`;
  expect((await goldpathIn(work, ['check', '.', '--format', 'github'], env)).stdout).toContain(
    `::error file=${file},line=2,title=database-not-public::`,
  );
  const sarif = await goldpathIn(work, ['check', '.', '--format', 'sarif'], env);
  expect(sarif.code).toBe(1);
  expect(sarif.stdout).toContain('"version": "2.1.0"');
  expect(sarif.stdout).toContain(`"uri": "${file}"`);
  const json = await goldpathIn(work, ['check', '.', '--format', 'json'], env);
  expect(diagnosticsIn(json.stdout)[0]?.location.file).toBe('index.ts');
});

test('a rule in a report can be explained', async () => {
  await program({ 'policy-waivers.yaml': '- rule: none\n  resource: orders\n' });
  const { stdout } = await goldpath('check', '.', '--format', 'json');
  expect(diagnosticsIn(stdout).map(({ rule }) => rule)).toContain('waivers-valid');
  const { stdout: explained } = await goldpath('check', '--explain', 'waivers-valid');
  expect(explained).toContain('policy-waivers.yaml');
});

test('a waived failure does not fail the check, and is reported', async () => {
  await program({ 'policy-waivers.yaml': waivers });
  const { code, stdout } = await goldpath('check', '.', '--stage', 'dev');
  expect(stdout).toContain(`why  Waived until ${until}: ${reason}`);
  expect(code).toBe(0);
});

test('check of a plan reports the problem at its line, and takes waivers beside it', async () => {
  const urn = 'urn:pulumi:prod::shop::aws:rds/instance:Instance::orders';
  const newState = { urn, type: 'aws:rds/instance:Instance', inputs: { publiclyAccessible: true } };
  const plan = JSON.stringify({ steps: [{ op: 'create', urn, newState }] }, undefined, 4);
  await writeFile(path.join(work, 'plan.json'), plan);
  const { code, stdout } = await goldpath('check', 'plan.json', '--format', 'json');
  expect(code).toBe(1);
  expect(diagnosticsIn(stdout)).toContainEqual(
    expect.objectContaining({
      rule: 'database-not-public',
      verdict: 'fail',
      location: { file: 'plan.json', line: 5 },
    }),
  );
  await writeFile(path.join(work, 'policy-waivers.yaml'), waivers);
  expect((await goldpath('check', 'plan.json')).stdout).toContain(`Waived until ${until}: ${reason}`);
});

test('check of a Terraform folder reports file, line and fix in the terms of Terraform', async () => {
  const database = 'resource "aws_db_instance" "orders" {\n  publicly_accessible = var.public\n}\n';
  await writeFile(path.join(work, 'variables.tf'), 'variable "public" {}\n');
  await writeFile(path.join(work, 'rds.tf'), database);
  await writeFile(path.join(work, 'prod.tfvars'), 'public = true\n');
  const { code, stdout } = await goldpath('check', '.', '--format', 'json', '--stage', 'prod');
  expect(code).toBe(1);
  expect(diagnosticsIn(stdout)).toContainEqual(
    expect.objectContaining({
      rule: 'database-not-public',
      verdict: 'fail',
      location: { file: 'rds.tf', line: 1 },
      fix: 'Set publicly_accessible to false, or leave it out.',
    }),
  );
});

test('check of a Terraform folder stops at a syntax error', async () => {
  await writeFile(path.join(work, 'main.tf'), 'resource "aws_vpc" "main" {\n  cidr_block = = 1\n}\n');
  const { code, stdout, stderr } = await goldpath('check', '.');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^main\.tf:2: the syntax is not valid here/);
});
