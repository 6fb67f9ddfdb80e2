import { vi } from 'vitest';
import type { Database } from '../src/database/database.ts';

/** Waits until a statement in the database is blocked by a lock of another session. */
export async function untilBlocked(database: Database): Promise<void> {
  const isBlocked = async () => {
    const waiting = await database.$queryRaw<unknown[]>`
      SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    return waiting.length > 0;
  };
  await vi.waitUntil(isBlocked, { timeout: 4_000 });
}
