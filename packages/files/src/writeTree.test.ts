import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folderOf } from './testing/folder.ts';
import { FolderError } from './folderError.ts';
import { readTree } from './readTree.ts';
import type { Tree } from './tree.ts';
import { writeTree } from './writeTree.ts';

const file = (text: string, executable = false) => ({ content: Buffer.from(text), executable });
const tree: Tree = new Map([
  ['a.txt', file('a')],
  ['bin/run', file('#!/bin/sh\n', true)],
]);

test('a written tree is read back unchanged, with executable bits', async () => {
  const dir = path.join(await folderOf(), 'deep', 'target');
  await writeTree(tree, dir);
  expect(await readTree(dir)).toEqual(tree);
});

test('a folder that accepts no entries is refused with the next step', async () => {
  await expect(writeTree(tree, '/proc/goldpath-test')).rejects.toThrow(
    /^\/proc\/goldpath-test cannot be written: .*; /,
  );
});

test('a folder below a file is refused, and the file is not changed', async () => {
  const parent = await folderOf({ 'a.txt': 'mine' });
  await expect(writeTree(tree, path.join(parent, 'a.txt', 'deep', 'target'))).rejects.toThrow(FolderError);
  expect(await readFile(path.join(parent, 'a.txt'), 'utf8')).toBe('mine');
});

test('a stopped write leaves nothing behind, created parents included', async () => {
  const parent = await folderOf();
  const stopped = writeTree(tree, path.join(parent, 'deep', 'er', 'target'), AbortSignal.abort());
  await expect(stopped).rejects.toThrow('aborted');
  expect(await readdir(parent)).toEqual([]);
});

test('an empty folder is accepted', async () => {
  const dir = await folderOf();
  await writeTree(tree, dir);
  expect(await readFile(path.join(dir, 'a.txt'), 'utf8')).toBe('a');
});

test('a folder with content is refused and not changed', async () => {
  const dir = await folderOf({ 'mine.txt': 'mine' });
  await expect(writeTree(tree, dir)).rejects.toThrow(`${dir} is not empty and was not changed`);
  expect(await readdir(dir)).toEqual(['mine.txt']);
});

test('a file in the place of the folder is refused', async () => {
  const dir = path.join(await folderOf({ target: 'a file' }), 'target');
  await expect(writeTree(tree, dir)).rejects.toThrow('is not a folder');
  expect((await stat(dir)).isFile()).toBe(true);
});

test.each(['../outside', '/tmp/outside', 'a/../../outside'])(
  '%s is refused and nothing is left behind',
  async name => {
    const parent = await folderOf();
    await expect(writeTree(new Map([[name, file('x')]]), path.join(parent, 'target'))).rejects.toThrow(
      'is outside',
    );
    expect(await readdir(parent)).toEqual([]);
  },
);

test('a failed write leaves nothing behind', async () => {
  const parent = await folderOf();
  const clash: Tree = new Map([
    ['a', file('a file')],
    ['a/b', file('in a folder of the same name')],
  ]);
  await expect(writeTree(clash, path.join(parent, 'target'))).rejects.toThrow();
  expect(await readdir(parent)).toEqual([]);
});

test('of two concurrent writes to one folder, one succeeds completely', async () => {
  const dir = path.join(await folderOf(), 'target');
  const other: Tree = new Map([['b.txt', file('b')]]);
  const ended = await Promise.allSettled([writeTree(tree, dir), writeTree(other, dir)]);
  expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect([tree, other]).toContainEqual(await readTree(dir));
  expect(await readdir(path.dirname(dir))).toEqual(['target']);
});

test('a folder that has only a folder is refused too', async () => {
  const dir = await folderOf();
  await mkdir(path.join(dir, 'empty'));
  await writeFile(path.join(dir, 'empty', '.keep'), '');
  await expect(writeTree(tree, dir)).rejects.toThrow('is not empty');
});
