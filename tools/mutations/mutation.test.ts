import { expect, test } from 'vitest';
import { mutate, requireMatches } from './mutation.ts';

const read = (file: string) => Promise.resolve(`// ${file}\nprotect: true,\nwaf: true,\n`);

test('a mutation replaces its place, without patterns', () => {
  const mutation = { file: 'edge.ts', before: 'protect: true', after: "protect: '$&'" };
  expect(mutate('protect: true,', mutation)).toBe("protect: '$&',");
});

test('mutations that occur once in their file are accepted', async () => {
  await expect(
    requireMatches([{ file: 'edge.ts', before: 'protect: true', after: '' }], read),
  ).resolves.toBeUndefined();
});

test('every mutation that no longer matches is reported', async () => {
  const stale = [
    { file: 'edge.ts', before: 'removed', after: '' },
    { file: 'waf.ts', before: 'true', after: 'false' },
  ];
  await expect(requireMatches(stale, read)).rejects.toThrow(
    "Update these mutations:\n  edge.ts: 'removed' occurs 0 times; it must occur once\n  waf.ts: 'true' occurs 2 times",
  );
});
