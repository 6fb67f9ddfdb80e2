import type { RequestHandler } from 'express';
import { ipKeyGenerator, MemoryStore, rateLimit, type Store } from 'express-rate-limit';
import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import { Problem } from './problem.ts';

/** The number of hits in the current window, and when the next window starts. */
interface Hits {
  hits: number;
  resetsAt: Date;
}

/** Counts a hit, for all replicas together. */
async function countHit(database: Database, key: string, windowMs: number): Promise<Hits> {
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
function tooMany(detail: string, resetsAt: Date): Problem {
  const seconds = Math.max(1, Math.ceil((resetsAt.getTime() - Date.now()) / 1000));
  return new Problem('rate_limited', `${detail} Try again in ${seconds} s.`, {
    headers: { 'Retry-After': String(seconds) },
  });
}

/** Limits the requests of each network address. */
export function limitRequests(database: Database, config: Config): RequestHandler {
  const windowMs = 60_000;
  return rateLimit({
    windowMs,
    limit: config.RATE_LIMIT_PER_MINUTE,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    identifier: 'requests',
    store: config.RATE_LIMIT_STORE === 'memory' ? new MemoryStore() : sharedStore(database, windowMs),
    skip: request => request.path.startsWith('/health/'),
    keyGenerator: request => `requests:address:${ipKeyGenerator(request.ip ?? '')}`,
    handler: (request, _response, next) => {
      const { resetTime } = (request as unknown as { rateLimit: { resetTime: Date } }).rateLimit;
      next(tooMany('Too many requests.', resetTime));
    },
  });
}

function sharedStore(database: Database, windowMs: number): Store {
  return {
    localKeys: false,
    increment: async key => {
      const { hits, resetsAt } = await countHit(database, key, windowMs);
      return { totalHits: hits, resetTime: resetsAt };
    },
    decrement: async key => {
      await database.rateLimit.updateMany({ where: { key }, data: { hits: { decrement: 1 } } });
    },
    resetKey: async key => {
      await database.rateLimit.deleteMany({ where: { key } });
    },
  };
}
