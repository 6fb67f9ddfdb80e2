import { expect, test } from 'vitest';
import { interleaved, median, residentMegabytes, table } from './measure.ts';

test('the median of an odd count is the middle value', () => {
  expect(median([9, 1, 5])).toBe(5);
});

test('the median of an even count is the mean of the middle two values', () => {
  expect(median([9, 1, 5, 3])).toBe(4);
});

test('interleaved tasks run in turns', async () => {
  const turns: string[] = [];
  const work = (name: string) => () => Promise.resolve(turns.push(name));
  await interleaved(2, { a: work('a'), b: work('b') });
  expect(turns).toEqual(['a', 'b', 'a', 'b']);
});

test.runIf(process.platform === 'linux')('the memory includes this process', async () => {
  expect(await residentMegabytes(process.pid)).toBeGreaterThan(20);
});

test('a missed goal is highlighted in the table', () => {
  const row = { figure: 'start', ours: '13 s', peer: '30 s', goal: '12 s', reached: false };
  expect(table([row])).toContain('| start | 13 s | 30 s | 12 s | **no** |');
});
