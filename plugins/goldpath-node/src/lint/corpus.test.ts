import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { lint } from './lint.ts';
import { lintRules } from './rules/rules.ts';

const corpus = path.resolve(import.meta.dirname, '../../corpus/lint');
const rules = await readdir(corpus);
const cases = await Promise.all(
  rules.map(async rule => (await readdir(path.join(corpus, rule))).map(name => `${rule}/${name}`)),
);

const placesIn = async (folder: string) =>
  (await lint(['.'], { folder })).findings.map(
    ({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`,
  );

describe.each(cases.flat())('%s', name => {
  test('each fault is found where it is', async () => {
    const expected = await readFile(path.join(corpus, name, 'expected'), 'utf8');
    expect(await placesIn(path.join(corpus, name, 'faulty'))).toEqual(expected.trimEnd().split('\n'));
  });

  test('mended, it is sound', async () => {
    expect(await placesIn(path.join(corpus, name, 'mended'))).toEqual([]);
  });
});

test('every rule has faulty templates', () => {
  expect(rules.sort()).toEqual(lintRules.map(({ id }) => id).sort());
});
