import { deleteInBatches } from '../database/batches.ts';
import type { Database } from '../database/database.ts';

/** Deletes stored responses that are a day old, and rate limit counters whose window has passed. */
export async function sweepRequests(database: Database): Promise<void> {
  await deleteInBatches(
    limit => database.$executeRaw`
      DELETE FROM idempotency_keys WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM idempotency_keys WHERE created_at < now() - interval '1 day' LIMIT ${limit}
      ))`,
  );
  await deleteInBatches(
    limit => database.$executeRaw`
      DELETE FROM rate_limits WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM rate_limits WHERE resets_at < now() LIMIT ${limit}
      ))`,
  );
}
