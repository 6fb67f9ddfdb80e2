import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '@goldpath/diagnostics';
import { folderOf } from '@goldpath/files/testing';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkTerraform } from './checkTerraform.ts';

interface Pair {
  rule: string;
  failing: string;
  passing: string;
}

const corpus = path.join(import.meta.dirname, '..', 'corpus', 'terraform.yaml');
const pairs = parse(readFileSync(corpus, 'utf8')) as Pair[];

async function resultsOf(rule: string, text: string): Promise<Diagnostic[]> {
  const found = await checkTerraform(await folderOf({ 'main.tf': text }));
  return found.filter(each => each.rule === rule);
}

const named = pairs.map(pair => ({ ...pair, type: /resource "(\w+)" "it"/.exec(pair.failing)?.[1] }));

test.each(named)('$rule reports $type', async ({ rule, failing }) => {
  const failures = (await resultsOf(rule, failing)).filter(({ verdict }) => verdict === 'fail');
  expect(failures).not.toEqual([]);
  expect(failures.every(({ location }) => location.file === 'main.tf')).toBe(true);
});

test.each(named)('$rule is silent about a $type that follows it', async ({ rule, passing }) => {
  const blocking = (await resultsOf(rule, passing)).filter(
    ({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable',
  );
  expect(blocking).toEqual([]);
});
