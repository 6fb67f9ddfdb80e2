import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, test, vi } from 'vitest';
import { FolderStore } from './folder-store.ts';
import type { ImageFile } from './store.ts';

const root = await mkdtemp(join(tmpdir(), 'images-'));
afterAll(() => rm(root, { recursive: true }));
const newFolder = () => join(root, randomUUID(), 'images');
const aFile = (): ImageFile => ({ id: randomUUID(), contentType: 'image/png', size: 3 });

function signed(address: string): [number, string] {
  const { searchParams } = new URL(address, 'http://localhost');
  return [Number(searchParams.get('expires')), searchParams.get('signature') ?? ''];
}

test('processes that sign for the first time share one key, which only the owner can read', async () => {
  const folder = newFolder();
  const file = aFile();
  const stores = Array.from({ length: 5 }, () => new FolderStore(folder));
  const addresses = await Promise.all(stores.map(store => store.presignGet(file)));
  for (const address of addresses) {
    for (const store of stores) expect(await store.allows('GET', file, ...signed(address))).toBe(true);
  }
  expect(await readdir(folder)).toEqual(['signing-key']);
  expect((await stat(join(folder, 'signing-key'))).mode & 0o777).toBe(0o600);
});

test('a URL is valid for ten minutes', async () => {
  const store = new FolderStore(newFolder());
  const file = aFile();
  const address = signed(await store.presignGet(file));
  const now = Date.now();
  const clock = vi.spyOn(Date, 'now');
  clock.mockReturnValue(now + 599_000);
  expect(await store.allows('GET', file, ...address)).toBe(true);
  clock.mockReturnValue(now + 602_000);
  expect(await store.allows('GET', file, ...address)).toBe(false);
  clock.mockRestore();
});

test('an aborted upload leaves nothing behind', async () => {
  const folder = newFolder();
  const store = new FolderStore(folder);
  const breaking = Readable.from(
    (function* () {
      yield Buffer.from('ab');
      throw new Error('broke off');
    })(),
  );
  await expect(store.write(aFile(), breaking)).rejects.toThrow('broke off');
  expect(await readdir(folder)).toEqual([]);
});

test('one of two concurrent uploads is kept, completely', async () => {
  const store = new FolderStore(newFolder());
  const file = aFile();
  const kept = await Promise.all(
    ['one', 'two'].map(text => store.write(file, Readable.from(Buffer.from(text)))),
  );
  expect(kept.toSorted()).toEqual([false, true]);
  expect((await store.inspect(file))?.start.toString()).toBe(kept[0] ? 'one' : 'two');
});

test('a file that was never uploaded cannot be inspected, but can be deleted', async () => {
  const store = new FolderStore(newFolder());
  expect(await store.inspect(aFile())).toBeNull();
  await store.delete(aFile());
});
