import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { missingParts, missingSpace } from './parts.ts';

test('a program that is not installed is a missing part', async () => {
  const node = { name: 'Node', probe: ['node', '--version'], install: '' } as const;
  const absent = { name: 'absent', probe: ['goldpath-absent-program'], install: '' } as const;
  expect(await missingParts([node, absent])).toEqual([absent]);
});

test('a disk with enough space has no warning', async () => {
  expect(await missingSpace(tmpdir(), 0)).toBeUndefined();
});

test('a small disk is named with its free space', async () => {
  const warning = await missingSpace(tmpdir(), 1_000_000_000);
  expect(warning).toMatch(/has \d+ GB free, and a first rehearsal takes 1000000000 GB/);
  expect(warning).toContain(tmpdir());
});
