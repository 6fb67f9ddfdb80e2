import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Database } from '../database/database.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { Problem } from './problem.ts';

/** The value of the Idempotency-Key header. */
export const IdempotencyKey = z.string().min(1).max(200);

/** What was answered, and is answered again. */
const Answer = z.object({ body: z.unknown(), location: z.string().optional(), etag: z.string().optional() });
export type Answer = z.output<typeof Answer>;

/**
 * Does a creation once for one key of a user, whatever happens in between: the work and the memory of its
 * answer are one transaction, so a crash leaves both or neither.
 * @param payload - what the same key must come with again.
 * @throws Problem `request_in_progress` while another request with the key is at work,
 * `idempotency_key_reused` when the key came with another payload before.
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
        throw new Problem('request_in_progress', 'A request with this Idempotency-Key is still at work.', {
          headers: { 'Retry-After': '1' },
        });
      }
      const before = await transaction.idempotencyKey.findUnique({ where: { userId_key: { userId, key } } });
      if (before && before.fingerprint !== fingerprint) {
        throw new Problem(
          'idempotency_key_reused',
          'This Idempotency-Key came with another request before. Use a new key for every new creation.',
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
