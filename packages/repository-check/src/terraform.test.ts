import { expect, test } from 'vitest';
import { terraformCheck } from './terraform.ts';
import { runCheck } from './testing/runCheck.ts';

const queue = (isEncrypted: boolean) =>
  `resource "aws_sqs_queue" "orders" {\n  sqs_managed_sse_enabled = ${isEncrypted}\n}\n`;

const open = /^fail (\S+):1 .*does not encrypt its messages/;

/** Returns the place of each open queue. */
async function openQueues(files: Record<string, string>): Promise<string[]> {
  const results = await runCheck(terraformCheck, files);
  return results.map(result => open.exec(result)?.[1]).filter(file => file !== undefined);
}

test('every configuration of a repository is checked, in any folder', async () => {
  const files = {
    'shop/main.tf': queue(false),
    'deploy/prod/main.tf': queue(false),
    'other/main.tf': queue(true),
  };
  expect((await openQueues(files)).sort()).toEqual(['deploy/prod/main.tf', 'shop/main.tf']);
});

test('a module is checked with the values of its call', async () => {
  const files = {
    'live/main.tf': 'module "queue" {\n  source = "../modules/queue"\n  encrypted = false\n}\n',
    'modules/queue/main.tf': `${queue(true).replace('true', 'var.encrypted')}variable "encrypted" {}\n`,
  };
  expect(await openQueues(files)).toEqual(['modules/queue/main.tf']);
});

test('downloaded modules and packages are not checked on their own', async () => {
  const files = {
    '.terraform/modules/queue/main.tf': queue(false),
    'node_modules/queue/main.tf': queue(false),
  };
  expect(await runCheck(terraformCheck, files)).toEqual([]);
});

test('a syntax error is unverifiable at its line, and other configurations are checked', async () => {
  const results = await runCheck(terraformCheck, {
    'shop/main.tf': queue(false),
    'broken/main.tf': '\nresource "aws_vpc" "main" {\n  cidr_block = = 1\n}\n',
  });
  expect(results).toContainEqual(
    expect.stringMatching(
      /^unverifiable broken\/main\.tf:3 The configuration cannot be evaluated: the syntax/,
    ),
  );
  expect(results).toContainEqual(expect.stringMatching(open));
});

test('a configuration without a resource passes', async () => {
  expect(await runCheck(terraformCheck, { 'state/main.tf': 'terraform {}\n' })).toEqual([
    expect.stringMatching(/^pass state\/main\.tf:1 The configuration has no resource/),
  ]);
});
