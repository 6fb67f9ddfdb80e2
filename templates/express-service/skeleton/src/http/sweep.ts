import type { Database } from '../database/database.ts';

/** Deletes the rate limit counters whose window has passed. */
export async function sweepRequests(database: Database): Promise<void> {
  await database.rateLimit.deleteMany({ where: { resetsAt: { lt: new Date() } } });
}
