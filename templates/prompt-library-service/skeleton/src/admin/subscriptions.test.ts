import { expect, test } from 'vitest';
import { untilBlocked } from '../../test/locks.ts';
import { type Client, startService } from '../../test/service.ts';
import { changeSubscription, sweepSubscriptions } from './subscriptions.ts';

const service = await startService();
const { database } = service;
const admin = await service.signIn({ role: 'ADMIN' });

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const subscribe = ({ id }: Client, subscription: object, by = admin) =>
  by.put(`/v1/admin/users/${id}/subscription`, subscription);
const history = async ({ id }: Client) => (await admin.get(`/v1/admin/users/${id}/subscriptions`)).body.items;
const statusOf = async (client: Client) => (await client.get('/v1/me')).body.subscriptionStatus;

/** A user whose PRO period ended a second ago. */
const lapsed = async () => {
  const ada = await service.signIn();
  await subscribe(ada, { plan: 'PRO', periodEnd: inAnHour() });
  const [periodStart, periodEnd] = [new Date(Date.now() - 3_600_000), new Date(Date.now() - 1_000)];
  await database.subscription.updateMany({
    where: { userId: ada.id, status: 'ACTIVE' },
    data: { periodStart, periodEnd },
  });
  return { ada, periodEnd: periodEnd.toISOString() };
};

test('a new subscription ends the previous one and changes the status of the user', async () => {
  const ada = await service.signIn();
  const periodEnd = inAnHour();
  const { status, body } = await subscribe(ada, { plan: 'PRO', periodEnd });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    plan: 'PRO',
    status: 'ACTIVE',
    periodEnd,
    endedAt: null,
    changedBy: admin.id,
  });
  expect(await history(ada)).toEqual([
    body,
    expect.objectContaining({
      plan: 'FREE',
      status: 'CANCELLED',
      endedAt: body.periodStart,
      changedBy: null,
    }),
  ]);
  expect(await statusOf(ada)).toBe('PRO');
});

test('a subscription without an end continues', async () => {
  const ada = await service.signIn();
  const { body } = await subscribe(ada, { plan: 'PRO' });
  expect(body.periodEnd).toBeNull();
  await sweepSubscriptions(database);
  expect(await statusOf(ada)).toBe('PRO');
});

test('a period that ends in the past is rejected and nothing changes', async () => {
  const ada = await service.signIn();
  const answer = await subscribe(ada, { plan: 'PRO', periodEnd: '2020-01-01T00:00:00Z' });
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'body.periodEnd' }] } });
  expect(await history(ada)).toMatchObject([{ plan: 'FREE', status: 'ACTIVE' }]);
});

test('FREE has no end', async () => {
  const answer = await subscribe(await service.signIn(), { plan: 'FREE', periodEnd: inAnHour() });
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'body.periodEnd' }] } });
});

test('concurrent changes by administrators leave one active subscription, and the user matches it', async () => {
  const ada = await service.signIn();
  const other = await service.signIn({ role: 'ADMIN' });
  const plans = ['PRO', 'FREE', 'PRO', 'FREE', 'PRO', 'FREE', 'PRO', 'FREE'];
  const answers = await Promise.all(
    plans.map((plan, index) => subscribe(ada, { plan }, index % 3 === 0 ? admin : other)),
  );
  expect(answers.map(({ status }) => status)).toEqual(plans.map(() => 200));
  const [newest, ...past] = await history(ada);
  expect(newest.status).toBe('ACTIVE');
  expect(past.map((row: { status: string }) => row.status)).toEqual(plans.map(() => 'CANCELLED'));
  expect(await statusOf(ada)).toBe(newest.plan);
});

test('the history is paginated, newest first', async () => {
  const ada = await service.signIn();
  await subscribe(ada, { plan: 'PRO' });
  await subscribe(ada, { plan: 'FREE' });
  const path = `/v1/admin/users/${ada.id}/subscriptions?limit=2`;
  const first = await admin.get(path);
  expect(first.body.items.map(({ plan }: { plan: string }) => plan)).toEqual(['FREE', 'PRO']);
  const second = await admin.get(`${path}&cursor=${first.body.nextCursor}`);
  expect(second.body).toMatchObject({ items: [{ plan: 'FREE', changedBy: null }], nextCursor: null });
});

test('the sweep ends an expired period once, at the end of the period', async () => {
  const { ada, periodEnd } = await lapsed();
  await Promise.all([sweepSubscriptions(database), sweepSubscriptions(database)]);
  await sweepSubscriptions(database);
  const rows = await history(ada);
  expect(rows.slice(0, 2)).toMatchObject([
    { plan: 'FREE', status: 'ACTIVE', periodStart: periodEnd, periodEnd: null, changedBy: null },
    { plan: 'PRO', status: 'EXPIRED', endedAt: periodEnd },
  ]);
  expect(rows).toHaveLength(3);
  expect(await statusOf(ada)).toBe('FREE');
});

test('the sweep does not change a period that has not ended', async () => {
  const ada = await service.signIn();
  await subscribe(ada, { plan: 'PRO', periodEnd: inAnHour() });
  await sweepSubscriptions(database);
  expect(await history(ada)).toMatchObject([{ plan: 'PRO', status: 'ACTIVE' }, {}]);
});

test('a renewal is kept when the sweep waits for the user', async () => {
  const { ada } = await lapsed();
  let sweeping: Promise<void> | undefined;
  await database.$transaction(async renewing => {
    await changeSubscription(renewing, ada.id, { plan: 'PRO', periodEnd: inAnHour() }, admin.id);
    sweeping = sweepSubscriptions(database);
    await untilBlocked(database);
  });
  await sweeping;
  expect((await history(ada))[0]).toMatchObject({ plan: 'PRO', status: 'ACTIVE' });
  expect(await statusOf(ada)).toBe('PRO');
});

test('a period that expired before its renewal is not marked as cancelled', async () => {
  const { ada, periodEnd } = await lapsed();
  const { body } = await subscribe(ada, { plan: 'PRO' });
  expect(await history(ada)).toMatchObject([
    { id: body.id, plan: 'PRO', status: 'ACTIVE' },
    { plan: 'FREE', status: 'CANCELLED', periodStart: periodEnd, endedAt: body.periodStart },
    { plan: 'PRO', status: 'EXPIRED', endedAt: periodEnd },
    { plan: 'FREE', status: 'CANCELLED' },
  ]);
});
