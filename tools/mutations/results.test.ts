import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Results } from './results.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mutation-results-'));
  file = path.join(folder, '.cache', 'results.json');
  await writeFile(path.join(folder, 'index.ts'), 'export {};\n');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('results of an interrupted run are used by the next one', async () => {
  const first = await Results.open(file, [folder]);
  await first.add({ one: ['edge.test.ts: opens only port 80'] });
  await first.add({ two: [] });

  const second = await Results.open(file, [folder]);

  expect(second.get('one')).toEqual(['edge.test.ts: opens only port 80']);
  expect(second.get('two')).toEqual([]);
  expect(second.get('three')).toBeUndefined();
});

test('results of another version of the files are not used', async () => {
  await (await Results.open(file, [folder])).add({ one: ['edge.test.ts: opens only port 80'] });
  await writeFile(path.join(folder, 'index.ts'), 'export const changed = true;\n');

  expect((await Results.open(file, [folder])).get('one')).toBeUndefined();
});
