import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { MIGRATED } from '../../test/global-setup.ts';
import { newDatabase } from '../../test/service.ts';
import { openDatabase } from '../database/database.ts';
import { SharedCounts } from './shared-counts.ts';

const url = await newDatabase(MIGRATED);
const database = openDatabase(url, () => {});
afterAll(() => database.$disconnect());

const replica = (windowMs = 60_000) => new SharedCounts(database, windowMs, () => {});
const hits = (counts: SharedCounts, key: string) => {
  const { totalHits } = counts.increment(key);
  counts.decrement(key);
  return totalHits - 1;
};

test('after every replica has settled, the next one to settle knows all hits', async () => {
  const step = fc.tuple(fc.nat({ max: 2 }), fc.constantFrom('a', 'b'), fc.boolean());
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async steps => {
      const run = randomUUID();
      const replicas = [replica(), replica(), replica()];
      const keys = new Set(steps.map(([, name]) => `${run} ${name}`));
      for (const [at, name, settles] of steps) {
        replicas[at]!.increment(`${run} ${name}`);
        if (settles) await replicas[at]!.settle();
      }
      for (const each of replicas) await each.settle();
      const last = replica();
      for (const key of keys) last.increment(key);
      await last.settle();
      for (const key of keys) {
        const sent = steps.filter(([, name]) => `${run} ${name}` === key).length;
        expect(hits(last, key)).toBe(sent + 1);
      }
    }),
    { numRuns: 30 },
  );
});

test('hits during a settlement are written by the next one', async () => {
  const key = randomUUID();
  const [one, other] = [replica(), replica()];
  one.increment(key);
  const settling = one.settle();
  one.increment(key);
  await settling;
  await one.settle();
  other.increment(key);
  await other.settle();
  expect(hits(other, key)).toBe(3);
});

test('a new window starts from zero', async () => {
  const key = randomUUID();
  const counts = replica(1);
  const { resetTime } = counts.increment(key);
  await counts.settle();
  await expect.poll(() => resetTime.getTime() + 1 < Date.now()).toBe(true);
  expect(counts.increment(key).totalHits).toBe(1);
});

test('a database that cannot be written to loses no hits', async () => {
  const key = randomUUID();
  const away = openDatabase('postgresql://app@127.0.0.1:1/app', () => {});
  const counts = new SharedCounts(away, 60_000, () => {});
  counts.increment(key);
  await expect(counts.settle()).rejects.toThrow('ECONNREFUSED');
  expect(counts.increment(key).totalHits).toBe(2);
});
