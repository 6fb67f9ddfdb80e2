import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashOf, whenStale } from './freshness.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'freshness-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const freshness = (hash: string) => ({
  mark: path.join(folder, 'marks', 'mark'),
  hash,
  output: path.join(folder, 'output'),
});

const work = () => writeFile(path.join(folder, 'output'), 'made');

test('a hash changes with the content of a file', async () => {
  await writeFile(path.join(folder, 'a.ts'), 'one');
  const before = hashOf(folder, ['*.ts']);
  await writeFile(path.join(folder, 'a.ts'), 'two');
  expect(hashOf(folder, ['*.ts'])).not.toBe(before);
});

test('a hash changes when a file is renamed', async () => {
  await writeFile(path.join(folder, 'a.ts'), 'one');
  const before = hashOf(folder, ['a.ts']);
  await writeFile(path.join(folder, 'b.ts'), 'one');
  expect(hashOf(folder, ['b.ts'])).not.toBe(before);
});

test('a hash does not depend on the order of the patterns', async () => {
  await writeFile(path.join(folder, 'a.ts'), 'one');
  await writeFile(path.join(folder, 'b.md'), 'two');
  expect(hashOf(folder, ['*.ts', '*.md'])).toBe(hashOf(folder, ['*.md', '*.ts']));
});

test('work is done once for the same inputs', async () => {
  expect(await whenStale(freshness('x'), work)).toBe(true);
  expect(await whenStale(freshness('x'), work)).toBe(false);
});

test('work is done again for other inputs', async () => {
  await whenStale(freshness('x'), work);
  expect(await whenStale(freshness('y'), work)).toBe(true);
});

test('work is done again when its output is missing', async () => {
  await whenStale(freshness('x'), async () => {});
  expect(await whenStale(freshness('x'), work)).toBe(true);
});

test('work that fails leaves no mark', async () => {
  await expect(whenStale(freshness('x'), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(readFile(freshness('x').mark)).rejects.toThrow('ENOENT');
});
