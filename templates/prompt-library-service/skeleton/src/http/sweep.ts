import type { Database } from '../database/database.ts';

/** Deletes stored responses that are a day old, and rate limit counters whose window has passed. */
export async function sweepRequests(database: Database): Promise<void> {
  const dayAgo = new Date(Date.now() - 86_400_000);
  await database.idempotencyKey.deleteMany({ where: { createdAt: { lt: dayAgo } } });
  await database.rateLimit.deleteMany({ where: { resetsAt: { lt: new Date() } } });
}
