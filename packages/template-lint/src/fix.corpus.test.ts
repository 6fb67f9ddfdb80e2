import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Diagnostic } from '@goldpath/diagnostics';
import { makeFolder } from '@goldpath/files/testing';
import { fix, type FixResult } from './fix.ts';
import { lint } from './lint.ts';
import type { Example } from './rule.ts';
import { filesOfExample } from './rules/examples.fixture.ts';
import { lintRules } from './lintRules.ts';
import { readCorpus } from './testing/corpus.ts';

const cases = await readCorpus();
const templates: [string, Example][] = [
  ...cases.map(([name, { incorrect }]): [string, Example] => [name, incorrect]),
  ...lintRules.map(({ id, example }): [string, Example] => [id, example.incorrect]),
];

/** Every file of a folder, by path. */
async function filesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name));
  const texts = await Promise.all(
    files.map(async (file): Promise<[string, string]> => [file, await readFile(file, 'latin1')]),
  );
  return Object.fromEntries(texts);
}

const problemOf = ({ rule, location, message }: Diagnostic) => `${location.file} ${rule} ${message}`;
const isFixable = ({ edits }: Diagnostic) => !!edits && edits.length > 0;

describe.each(templates)('%s', (_, template) => {
  let before: Diagnostic[];
  let first: FixResult;
  let files: Record<string, string>;
  let second: FixResult;
  let folder: string;

  beforeAll(async () => {
    folder = await makeFolder(filesOfExample(template));
    before = (await lint(['.'], { folder })).diagnostics;
    first = await fix(['.'], { folder });
    files = await filesIn(folder);
    second = await fix(['.'], { folder });
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('every fixable problem is fixed for good', () => {
    expect(first.left.diagnostics.filter(isFixable)).toEqual([]);
    expect(second.left.diagnostics).toEqual(first.left.diagnostics);
  });

  test('fixing it again changes nothing', async () => {
    expect(second.changes).toEqual([]);
    expect(await filesIn(folder)).toEqual(files);
  });

  test('fixing it adds no problem', () => {
    const known = before.map(problemOf);
    expect(first.left.diagnostics.map(problemOf).filter(problem => !known.includes(problem))).toEqual([]);
  });
});
