import path from 'node:path';
import { folderOf } from '@goldpath/files/testing';
import { expect, test } from 'vitest';
import { rootModules } from './rootModules.ts';

const calling = (...sources: string[]) =>
  sources.map((source, index) => `module "m${index}" {\n  source = "${source}"\n}\n`).join('');

/** Returns the folders that are configurations of their own. */
async function rootsOf(files: Record<string, string>): Promise<string[]> {
  const dir = await folderOf(files);
  const folders = [...new Set(Object.keys(files).map(file => path.join(dir, path.dirname(file))))];
  return (await rootModules(folders)).map(folder => path.relative(dir, folder));
}

test('a folder that another one calls is not a configuration of its own', async () => {
  const files = {
    'live/main.tf': calling('../modules/network'),
    'modules/network/main.tf': calling('../zone', 'terraform-aws-modules/vpc/aws'),
    'modules/zone/main.tf': '',
    'other/main.tf': '',
  };
  expect(await rootsOf(files)).toEqual(['live', 'other']);
});

test('of modules that only call each other, one is checked', async () => {
  const files = { 'a/main.tf': calling('../b'), 'b/main.tf': calling('../a'), 'c/main.tf': calling('../c') };
  expect(await rootsOf(files)).toEqual(['a', 'c']);
});

test('a folder with a syntax error is one, and so are the modules that it may call', async () => {
  const files = { 'live/main.tf': `${calling('../network')}resource = = 1\n`, 'network/main.tf': '' };
  expect(await rootsOf(files)).toEqual(['live', 'network']);
});
