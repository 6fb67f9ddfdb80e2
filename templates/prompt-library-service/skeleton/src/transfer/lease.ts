import { randomUUID } from 'node:crypto';
import type { Database } from '../database/database.ts';
import { Problem } from '../http/problem.ts';

/** Seconds for which an import that is not renewed any more, because its replica ended, blocks the next one. */
export const LEASE_SECONDS = 30;

/**
 * Runs the import of a user unless another one of the same user is in progress on any replica: a second one is most
 * likely a repetition.
 * @throws Problem `request_in_progress`.
 */
export async function withLease<T>(database: Database, userId: string, work: () => Promise<T>): Promise<T> {
  const holder = randomUUID();
  const [lease] = await database.$queryRaw<object[]>`
    INSERT INTO import_leases AS lease (user_id, holder, expires_at)
    VALUES (${userId}::uuid, ${holder}::uuid, now() + ${LEASE_SECONDS} * interval '1 second')
    ON CONFLICT (user_id) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
    WHERE lease.expires_at <= now() RETURNING holder`;
  if (!lease) {
    throw new Problem('request_in_progress', 'Another import of yours is still in progress.', {
      headers: { 'Retry-After': '10' },
    });
  }
  const renewing = setInterval(() => {
    database.$executeRaw`
      UPDATE import_leases SET expires_at = now() + ${LEASE_SECONDS} * interval '1 second'
      WHERE user_id = ${userId}::uuid AND holder = ${holder}::uuid`.catch(ignore);
  }, LEASE_SECONDS * 250);
  try {
    return await work();
  } finally {
    clearInterval(renewing);
    await database.$executeRaw`
      DELETE FROM import_leases WHERE user_id = ${userId}::uuid AND holder = ${holder}::uuid`.catch(ignore);
  }
}

/** Deletes the leases of replicas that ended. */
export async function sweepLeases(database: Database): Promise<void> {
  await database.importLease.deleteMany({ where: { expiresAt: { lt: new Date() } } });
}

/** Without the database the import fails itself, and its lease expires. */
function ignore(): void {}
