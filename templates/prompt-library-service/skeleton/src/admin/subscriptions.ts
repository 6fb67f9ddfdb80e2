import type { Database } from '../database/database.ts';
import { Problem } from '../http/problem.ts';
import { toPage } from '../http/page.ts';
import type { NewSubscription, Subscription, SubscriptionPage, SubscriptionQuery } from './schema.ts';
import { fetchAnyUser, noSuchUser } from './users.ts';

/**
 * Returns one page of a user's subscriptions, newest first.
 * @throws Problem `not_found` when the user does not exist.
 */
export async function fetchSubscriptions(
  database: Database,
  userId: string,
  { limit, cursor }: SubscriptionQuery,
): Promise<SubscriptionPage> {
  await fetchAnyUser(database, userId);
  const rows = await database.subscription.findMany({
    where: { userId, ...(cursor !== undefined && { id: { lt: cursor } }) },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  return toPage(rows, limit, ({ id }) => id, toSubscription);
}

/**
 * Ends a user's subscription and starts another one.
 * @param changedBy - the administrator who makes the change.
 * @throws Problem `not_found`, or `invalid_request` when the period ends in the past.
 */
export function changeSubscription(
  database: Database,
  userId: string,
  { plan, periodEnd }: NewSubscription,
  changedBy: string,
): Promise<Subscription> {
  return database.$transaction(async transaction => {
    await lockUser(transaction, userId);
    // Read under the lock, so that the periods in the history never overlap.
    const now = new Date();
    if (periodEnd !== undefined && new Date(periodEnd) <= now) {
      const fields = [{ field: 'body.periodEnd', message: 'must be in the future' }];
      throw new Problem('invalid_request', 'body.periodEnd must be in the future.', { fields });
    }
    // A period that ended before the sweep ran has expired; it was not cancelled.
    await endPeriod(transaction, userId, now);
    await transaction.subscription.updateMany({
      where: { userId, status: 'ACTIVE' },
      data: { status: 'CANCELLED', endedAt: now },
    });
    const row = await transaction.subscription.create({
      data: { userId, plan, periodStart: now, periodEnd: periodEnd ?? null, changedBy },
    });
    await transaction.user.update({ where: { id: userId }, data: { subscriptionStatus: plan } });
    return toSubscription(row);
  });
}

/** Returns every user whose PRO period has ended to FREE. */
export async function sweepSubscriptions(database: Database): Promise<void> {
  const now = new Date();
  const due = await database.subscription.findMany({
    where: { plan: 'PRO', status: 'ACTIVE', periodEnd: { lte: now } },
    select: { userId: true },
  });
  for (const { userId } of due) {
    await database.$transaction(async transaction => {
      await lockUser(transaction, userId);
      await endPeriod(transaction, userId, now);
    });
  }
}

/** Checks again under the lock of the user, because the subscription may have been renewed in the meantime. */
async function endPeriod(transaction: Database, userId: string, now: Date): Promise<void> {
  const active = await transaction.subscription.findFirst({
    where: { userId, plan: 'PRO', status: 'ACTIVE', periodEnd: { lte: now } },
  });
  if (!active?.periodEnd) return;
  const { id, periodEnd } = active;
  await transaction.subscription.update({ where: { id }, data: { status: 'EXPIRED', endedAt: periodEnd } });
  await transaction.subscription.create({ data: { userId, plan: 'FREE', periodStart: periodEnd } });
  await transaction.user.update({ where: { id: userId }, data: { subscriptionStatus: 'FREE' } });
}

/** Locks the user's row, so that changes of a user's subscriptions run one after another. */
async function lockUser(transaction: Database, userId: string): Promise<void> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT id FROM users WHERE id = ${userId}::uuid FOR NO KEY UPDATE`;
  if (rows.length === 0) throw noSuchUser();
}

interface SubscriptionRow extends Omit<Subscription, 'periodStart' | 'periodEnd' | 'endedAt'> {
  periodStart: Date;
  periodEnd: Date | null;
  endedAt: Date | null;
}

function toSubscription(row: SubscriptionRow): Subscription {
  const { id, plan, status, periodStart, periodEnd, endedAt, changedBy } = row;
  return {
    id,
    plan,
    status,
    periodStart: periodStart.toISOString(),
    periodEnd: periodEnd?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    changedBy,
  };
}
