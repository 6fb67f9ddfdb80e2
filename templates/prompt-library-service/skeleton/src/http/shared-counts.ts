import type { Store } from 'express-rate-limit';
import type { Database } from '../database/database.ts';

/** The count of a key, here and in the database. */
interface Count {
  /** The hits of all replicas when the key was last settled. */
  settled: number;
  /** The hits here since then. */
  pending: number;
  resetsAt: Date;
}

/** Milliseconds until hits are written to the database. */
const SETTLE_MS = 1_000;

/**
 * Counts the hits of all replicas without a statement for each: every replica counts in its memory, and once a second
 * adds its hits to those in the database with one statement. A replica does not know the hits of the others in the last
 * second, so a client can exceed its limit by as many requests as the other replicas answer it in that time. While the
 * database cannot be written to, each replica counts on its own.
 */
export class SharedCounts implements Store {
  readonly localKeys = false;
  readonly #counts = new Map<string, Count>();
  #isScheduled = false;
  readonly #database: Database;
  readonly #windowMs: number;
  readonly #onError: (error: unknown) => void;

  /**
   * @param windowMs - the length of a window, which begins with the first hit of a key.
   * @param onError - called when hits could not be written; they are written with the next ones.
   */
  constructor(database: Database, windowMs: number, onError: (error: unknown) => void) {
    this.#database = database;
    this.#windowMs = windowMs;
    this.#onError = onError;
  }

  /** Counts a hit. */
  increment(key: string): { totalHits: number; resetTime: Date } {
    const count = this.#current(key);
    count.pending += 1;
    this.#schedule();
    return { totalHits: count.settled + count.pending, resetTime: count.resetsAt };
  }

  /** Takes a hit back. */
  decrement(key: string): void {
    this.#current(key).pending -= 1;
  }

  /** Forgets the hits of a key. */
  async resetKey(key: string): Promise<void> {
    this.#counts.delete(key);
    await this.#database.rateLimit.deleteMany({ where: { key } });
  }

  /** Writes the hits since the last call, and reads those of the other replicas. */
  async settle(): Promise<void> {
    this.#isScheduled = false;
    const now = new Date();
    for (const [key, { resetsAt }] of this.#counts) if (resetsAt <= now) this.#counts.delete(key);
    const pending = [...this.#counts].filter(([, count]) => count.pending !== 0);
    if (pending.length === 0) return;
    // In a fixed order: replicas that write the same keys wait for each other instead of deadlocking.
    pending.sort(([one], [other]) => (one < other ? -1 : 1));
    const written = pending.map(([, count]) => count.pending);
    const rows = await this.#database.$queryRaw<{ key: string; hits: number; resetsAt: Date }[]>`
      INSERT INTO rate_limits AS counted (key, hits, resets_at)
      SELECT key, hits, now() + ${this.#windowMs} * interval '1 millisecond'
      FROM unnest(${pending.map(([key]) => key)}::text[], ${written}::int[]) WITH ORDINALITY AS given (key, hits, place)
      ORDER BY place
      ON CONFLICT (key) DO UPDATE SET
        hits = CASE WHEN counted.resets_at <= now() THEN excluded.hits ELSE counted.hits + excluded.hits END,
        resets_at = CASE WHEN counted.resets_at <= now() THEN excluded.resets_at ELSE counted.resets_at END
      RETURNING key, hits, resets_at AS "resetsAt"`;
    const totals = new Map(rows.map(row => [row.key, row]));
    for (const [at, [key, count]] of pending.entries()) {
      const total = totals.get(key);
      if (!total) continue;
      count.pending -= written[at] ?? 0;
      count.settled = total.hits;
      count.resetsAt = total.resetsAt;
    }
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setTimeout(() => void this.settle().catch(this.#onError), SETTLE_MS).unref();
  }

  #current(key: string): Count {
    const known = this.#counts.get(key);
    if (known && known.resetsAt.getTime() > Date.now()) return known;
    const count = { settled: 0, pending: 0, resetsAt: new Date(Date.now() + this.#windowMs) };
    this.#counts.set(key, count);
    return count;
  }
}
