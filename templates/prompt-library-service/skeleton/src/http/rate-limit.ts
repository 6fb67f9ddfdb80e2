import type { RequestHandler } from 'express';
import { ipKeyGenerator, MemoryStore, rateLimit } from 'express-rate-limit';
import type { Logger } from 'pino';
import type { Viewer } from '../accounts/viewer.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import { Problem } from './problem.ts';
import { SharedCounts } from './shared-counts.ts';

/** The number of hits in the current window, and when the next window starts. */
export interface Hits {
  hits: number;
  resetsAt: Date;
}

/** Counts a hit, for all replicas together. */
export async function countHit(database: Database, key: string, windowMs: number): Promise<Hits> {
  const [row] = await database.$queryRaw<[Hits]>`
    INSERT INTO rate_limits AS counted (key, hits, resets_at)
    VALUES (${key}, 1, now() + ${windowMs} * interval '1 millisecond')
    ON CONFLICT (key) DO UPDATE SET
      hits = CASE WHEN counted.resets_at <= now() THEN 1 ELSE counted.hits + 1 END,
      resets_at = CASE WHEN counted.resets_at <= now() THEN excluded.resets_at ELSE counted.resets_at END
    RETURNING hits, resets_at AS "resetsAt"`;
  return row;
}

/** Creates the problem for an exceeded limit. */
export function tooMany(detail: string, resetsAt: Date): Problem {
  const seconds = Math.max(1, Math.ceil((resetsAt.getTime() - Date.now()) / 1000));
  return new Problem('rate_limited', `${detail} Try again in ${seconds} s.`, {
    headers: { 'Retry-After': String(seconds) },
  });
}

/** Limits the requests of each user, or of each address without a signed-in user. */
export function limitRequests(database: Database, config: Config, logger: Logger): RequestHandler {
  const windowMs = 60_000;
  const shared = new SharedCounts(database, windowMs, error =>
    logger.warn({ err: error }, 'requests are counted per replica: the database cannot be written to'),
  );
  return rateLimit({
    windowMs,
    limit: config.RATE_LIMIT_PER_MINUTE,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    identifier: 'requests',
    store: config.RATE_LIMIT_STORE === 'memory' ? new MemoryStore() : shared,
    skip: request => request.path.startsWith('/health/'),
    keyGenerator: (request, response) => {
      const viewer = response.locals.viewer as Viewer | Problem;
      if (viewer && !(viewer instanceof Problem)) return `requests:user:${viewer.id}`;
      return `requests:address:${ipKeyGenerator(request.ip ?? '')}`;
    },
    handler: (request, _response, next) => {
      const { resetTime } = (request as unknown as { rateLimit: { resetTime: Date } }).rateLimit;
      next(tooMany('Too many requests.', resetTime));
    },
  });
}
