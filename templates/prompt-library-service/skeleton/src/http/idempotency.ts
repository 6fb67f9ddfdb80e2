import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Database } from '../database/database.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { Problem } from './problem.ts';

/** The value of the Idempotency-Key header. */
export const IdempotencyKey = z.string().min(1).max(200);

/** A response that is stored and sent again. */
const Answer = z.object({ body: z.unknown(), location: z.string().optional(), etag: z.string().optional() });
export type Answer = z.output<typeof Answer>;

/**
 * Runs a creation only once for a user's key. The work and its stored response are one transaction, so a crash leaves
 * both or neither.
 * @param payload - must be the same whenever the key is used.
 * @throws Problem `request_in_progress` while another request with the key is in progress,
 * `idempotency_key_reused` when the key was used with another payload.
 */
export function once(
  database: Database,
  { userId, key, payload }: { userId: string; key: string; payload: unknown },
  work: (transaction: Database) => Promise<Answer>,
): Promise<Answer & { replayed: boolean }> {
  const fingerprint = createHash('sha256').update(JSON.stringify(payload)).digest('base64url');
  return database.$transaction(
    async opened => {
      const transaction = opened as Database;
      const [lock] = await transaction.$queryRaw<[{ free: boolean }]>`
        SELECT pg_try_advisory_xact_lock(hashtextextended(${`${userId} ${key}`}, 0)) AS free`;
      if (!lock.free) {
        throw new Problem(
          'request_in_progress',
          'A request with this Idempotency-Key is still in progress.',
          {
            headers: { 'Retry-After': '1' },
          },
        );
      }
      const before = await transaction.idempotencyKey.findUnique({ where: { userId_key: { userId, key } } });
      if (before && before.fingerprint !== fingerprint) {
        throw new Problem(
          'idempotency_key_reused',
          'This Idempotency-Key was used for a different request. Use a new key for every creation.',
        );
      }
      if (before) return { ...Answer.parse(before.answer), replayed: true };
      const answer = await work(transaction);
      await transaction.idempotencyKey.create({
        data: { userId, key, fingerprint, answer: answer as Prisma.InputJsonObject },
      });
      return { ...answer, replayed: false };
    },
    { maxWait: 10_000, timeout: 30_000 },
  );
}
