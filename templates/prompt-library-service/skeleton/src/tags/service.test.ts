import { afterAll, expect, test, vi } from 'vitest';
import { MIGRATED } from '../../test/global-setup.ts';
import { newDatabase } from '../../test/service.ts';
import { openDatabase } from '../database/database.ts';
import { ensureTags } from './service.ts';

const database = openDatabase(await newDatabase(MIGRATED), () => {});
afterAll(() => database.$disconnect());

const waiting = async () => {
  const [row] = await database.$queryRaw<[{ count: bigint }]>`
    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return row.count;
};

test('transactions that add the same tags in opposite orders do not deadlock', async () => {
  let adding: Promise<void>[] = [];
  await database.$transaction(async holder => {
    // Both must pause in the middle, where each holds the lock that the other one needs next.
    await holder.tag.create({ data: { name: 'm' } });
    adding = [
      ['a', 'm', 'z'],
      ['z', 'm', 'a'],
    ].map(names => database.$transaction(transaction => ensureTags(transaction, names)));
    await vi.waitUntil(async () => (await waiting()) === 2n, { timeout: 4_000 });
  });
  await Promise.all(adding);
  expect(await database.tag.count({ where: { name: { in: ['a', 'm', 'z'] } } })).toBe(3);
});
