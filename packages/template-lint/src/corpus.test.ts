import { folderOf } from '@goldpath/files/testing';
import { describe, expect, test } from 'vitest';
import { lint } from './lint.ts';
import { lintRules } from './lintRules.ts';
import { readCorpus } from './testing/corpus.ts';
import type { Files } from './testing/corpusCase.ts';

const cases = await readCorpus();

async function lintFiles(files: Files): Promise<string[]> {
  const { diagnostics } = await lint(['.'], { folder: await folderOf(files) });
  return diagnostics.map(({ rule, location: { file, line, column } }) => `${file}:${line}:${column} ${rule}`);
}

describe.each(cases)('%s', (_, { incorrect, correct, expected }) => {
  test('each problem is reported at its position', async () => {
    expect(await lintFiles(incorrect)).toEqual(expected);
  });

  test('the correct template has no findings', async () => {
    expect(await lintFiles(correct)).toEqual([]);
  });
});

test('every rule has cases', () => {
  const rules = cases.map(([name]) => name.split('/')[0]);
  expect([...new Set(rules)]).toEqual(lintRules.map(({ id }) => id).sort());
});
