import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '@goldpath/diagnostics';
import { fix } from './fix.ts';
import { lint } from './lint.ts';
import type { Example } from './rule.ts';
import { writeExample } from './rules/examples.fixture.ts';
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
  test('every fixable problem is fixed for good', async () => {
    const folder = await writeExample(template);
    const { left } = await fix(['.'], { folder });
    expect(left.diagnostics.filter(isFixable)).toEqual([]);
    expect((await lint(['.'], { folder })).diagnostics).toEqual(left.diagnostics);
  });

  test('fixing it again changes nothing', async () => {
    const folder = await writeExample(template);
    await fix(['.'], { folder });
    const once = await filesIn(folder);
    expect((await fix(['.'], { folder })).changes).toEqual([]);
    expect(await filesIn(folder)).toEqual(once);
  });

  test('fixing it adds no problem', async () => {
    const folder = await writeExample(template);
    const before = (await lint(['.'], { folder })).diagnostics.map(problemOf);
    const { left } = await fix(['.'], { folder });
    expect(left.diagnostics.map(problemOf).filter(problem => !before.includes(problem))).toEqual([]);
  });
});
