import { mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Files, folderOf } from '@goldpath/files/testing';
import { afterEach, expect, test, vi } from 'vitest';
import { type Dependencies, FileMemo } from './FileMemo.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** The clock of the memo is ahead of that of the files, as if they had not been changed for an hour. */
function anHourLater(): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
}

/** A memo of a folder, and how often its result was found. */
async function memoOf(files: Files, names: readonly string[], isValid = () => true) {
  const dir = await folderOf(files);
  const memo = new FileMemo<undefined>();
  const find = vi.fn((dependencies: Dependencies) => {
    for (const name of names) dependencies.add(name);
    return Promise.resolve(undefined);
  });
  const get = async () => {
    await memo.get(dir, find, isValid);
    return find.mock.calls.length;
  };
  return { dir, memo, get };
}

test('a result of unchanged files is found once', async () => {
  const { get } = await memoOf({ 'a.txt': 'a', 'b/c.txt': 'c' }, ['a.txt', 'b/c.txt', 'missing.txt']);
  anHourLater();
  expect([await get(), await get(), await get()]).toEqual([1, 1, 1]);
});

test.each<[string, (dir: string) => Promise<void>]>([
  ['of another size', dir => writeFile(path.join(dir, 'a.txt'), 'longer')],
  ['that is missing now', dir => rm(path.join(dir, 'a.txt'))],
  ['that was missing', dir => writeFile(path.join(dir, 'missing.txt'), 'new')],
  ['of an earlier time', dir => utimes(path.join(dir, 'a.txt'), 1, 1)],
  ['that another one replaced', dir => rename(path.join(dir, 'same.txt'), path.join(dir, 'a.txt'))],
])('a result of a file %s is found again', async (_case, change) => {
  const { dir, get } = await memoOf({ 'a.txt': 'a', 'same.txt': 'b' }, ['a.txt', 'missing.txt']);
  anHourLater();
  await get();
  await change(dir);
  expect([await get(), await get()]).toEqual([2, 2]);
});

test('a result of files that had just been changed is found again', async () => {
  const { get } = await memoOf({ 'a.txt': 'a' }, ['a.txt']);
  expect([await get(), await get()]).toEqual([1, 2]);
});

test('a result that is not valid any more is found again', async () => {
  let isValid = true;
  const { get } = await memoOf({ 'a.txt': 'a' }, ['a.txt'], () => isValid);
  anHourLater();
  await get();
  isValid = false;
  expect(await get()).toBe(2);
});

test('a result with a dependency that is not known is found again', async () => {
  const memo = new FileMemo<number>();
  const find = vi.fn(({ addUnknown }: Dependencies) => {
    addUnknown();
    return Promise.resolve(1);
  });
  await memo.get('/', find, () => true);
  await memo.get('/', find, () => true);
  expect(find).toHaveBeenCalledTimes(2);
});

test('a result that could not be found is not kept', async () => {
  const { dir, memo } = await memoOf({}, []);
  anHourLater();
  await expect(
    memo.get(
      dir,
      () => Promise.reject(new Error('no')),
      () => true,
    ),
  ).rejects.toThrow('no');
  expect(
    await memo.get(
      dir,
      () => Promise.resolve(undefined),
      () => true,
    ),
  ).toBeUndefined();
});

test('a file that changes while it is read does not leave an outdated result', async () => {
  const { dir, memo } = await memoOf({ 'a.txt': 'a' }, []);
  anHourLater();
  const find = vi.fn(async ({ add }: Dependencies) => {
    add('a.txt');
    await writeFile(path.join(dir, 'a.txt'), `changed ${find.mock.calls.length}`);
    add('a.txt');
    return undefined;
  });
  await memo.get(dir, find, () => true);
  await memo.get(dir, find, () => true);
  expect(find).toHaveBeenCalledTimes(2);
});

test('a folder in the place of a file, and a file on the way to it, are changes', async () => {
  const { dir, get } = await memoOf({ 'b/c.txt': 'c' }, ['b/c.txt']);
  anHourLater();
  await get();
  await rm(path.join(dir, 'b'), { recursive: true });
  await writeFile(path.join(dir, 'b'), '');
  expect(await get()).toBe(2);
  await rm(path.join(dir, 'b'));
  await mkdir(path.join(dir, 'b/c.txt'), { recursive: true });
  expect(await get()).toBe(3);
});
