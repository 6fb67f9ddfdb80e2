import JSZip from 'jszip';
import { expect, test } from 'vitest';
import { zipTree } from './zipTree.ts';

test('an archive has every file in the folder, with its content and permissions', async () => {
  const tree = new Map([
    ['src/a.ts', { content: Buffer.from('a'), executable: false }],
    ['run', { content: Buffer.from('#!/bin/sh'), executable: true }],
  ]);
  const { files } = await JSZip.loadAsync(await zipTree(tree, 'orders'));
  expect(Object.keys(files)).toEqual(['orders/src/a.ts', 'orders/run']);
  expect(await files['orders/src/a.ts']?.async('string')).toBe('a');
  expect(Number(files['orders/src/a.ts']?.unixPermissions) & 0o777).toBe(0o644);
  expect(Number(files['orders/run']?.unixPermissions) & 0o777).toBe(0o755);
});
