import { expect, test } from 'vitest';
import { right, send } from '../../test/imports.ts';
import { startService } from '../../test/service.ts';
import { sweepLeases, withLease } from './lease.ts';

const one = await startService();
const other = await startService({ database: one.database });

test('a user has one import at a time over all replicas, and other users are not affected', async () => {
  const [ada, grace] = [await one.signIn(), await one.signIn()];
  await withLease(one.database, ada.id, async () => {
    const refused = await send(other.as(ada.token), [right]);
    expect(refused).toMatchObject({ status: 409, body: { code: 'request_in_progress' } });
    expect((await send(other.as(grace.token), [right])).status).toBe(200);
  });
  expect((await send(other.as(ada.token), [right])).status).toBe(200);
});

test('an import that broke off does not lock its user out', async () => {
  const ada = await one.signIn();
  await expect(withLease(one.database, ada.id, () => Promise.reject(new Error('broken')))).rejects.toThrow(
    'broken',
  );
  expect((await send(ada, [right])).status).toBe(200);
});

test('the lease of a replica that ended expires', async () => {
  const ada = await one.signIn();
  const holder = ada.id;
  await one.database.importLease.create({ data: { userId: ada.id, holder, expiresAt: new Date(0) } });
  expect((await send(ada, [right])).status).toBe(200);
  await one.database.importLease.create({ data: { userId: ada.id, holder, expiresAt: new Date(0) } });
  await sweepLeases(one.database);
  expect(await one.database.importLease.count()).toBe(0);
});
