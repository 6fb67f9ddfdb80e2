import type { Database } from '../database/database.ts';

/** Deletes remembered answers that are a day old, and counters whose window has passed. */
export async function sweepRequests(database: Database): Promise<void> {
  const dayAgo = new Date(Date.now() - 86_400_000);
  await database.idempotencyKey.deleteMany({ where: { createdAt: { lt: dayAgo } } });
  await database.rateLimit.deleteMany({ where: { resetsAt: { lt: new Date() } } });
}
