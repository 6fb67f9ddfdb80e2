import { expect, test } from 'vitest';
import type { ServiceRecord } from './CheckHistory.ts';
import { trendOf } from './trendOf.ts';

const record = (name: string, result: 'pass' | 'fail', day: string): ServiceRecord => ({
  entityRef: `component:default/${name}`,
  result,
  endedAt: `2026-11-${day}T12:00:00.000Z`,
});
const services = new Set(['component:default/one', 'component:default/two']);
const today = new Date('2026-11-29T08:00:00Z');

test('a result counts until the next one of its service', () => {
  const records = [record('one', 'fail', '26'), record('two', 'pass', '27'), record('one', 'pass', '28')];
  expect(trendOf(records, services, today)).toEqual([
    { day: '2026-11-26', passing: 0, failing: 1 },
    { day: '2026-11-27', passing: 1, failing: 1 },
    { day: '2026-11-28', passing: 2, failing: 0 },
    { day: '2026-11-29', passing: 2, failing: 0 },
  ]);
});

test('a result from before the 30 days counts, and there are 30 of them', () => {
  const old = { ...record('one', 'pass', '01'), endedAt: '2026-01-01T00:00:00.000Z' };
  const trend = trendOf([old], services, today);
  expect(trend).toHaveLength(30);
  expect(trend.every(({ passing, failing }) => passing === 1 && failing === 0)).toBe(true);
});

test('services that the reader does not see, or that were deleted, do not count', () => {
  expect(trendOf([record('three', 'fail', '28')], services, today)).toEqual([]);
});
