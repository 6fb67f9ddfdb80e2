import type { RequestHandler, Response } from 'express';
import type { Database } from '../database/database.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { Problem } from '../http/problem.ts';
import { hashToken } from './tokens.ts';
import type { Account, Viewer } from './viewer.ts';

/** Identifies the caller by `Authorization: Bearer <access token or API key>`, for {@link viewerOf}. */
export function identify(database: Database): RequestHandler {
  return async (request, response, next) => {
    // Health checks respond without the database, and the same to everyone.
    const isHealthCheck = request.path.startsWith('/health/');
    const { authorization } = request.headers;
    response.locals.viewer = isHealthCheck ? null : await authenticate(database, authorization);
    next();
  };
}

/**
 * Returns the caller that {@link identify} found.
 * @throws Problem `invalid_token` when the credential is invalid or has expired.
 */
export function viewerOf(response: Response): Viewer {
  const viewer = response.locals.viewer as Viewer | Problem;
  if (viewer instanceof Problem) throw viewer;
  return viewer;
}

/** Returns the problem instead of throwing it, so that the rate limits count requests with an invalid token. */
async function authenticate(database: Database, header: string | undefined): Promise<Viewer | Problem> {
  if (header === undefined) return null;
  const token = /^Bearer +(\S+)$/i.exec(header)?.[1] ?? '';
  const find = token.startsWith('ak_') ? findByApiKey : findBySession;
  return (await find(database, hashToken(token))) ?? invalidToken();
}

function invalidToken(): Problem {
  return new Problem(
    'invalid_token',
    'The credential in the Authorization header is invalid or has expired. Log in or refresh, then send ' +
      '`Authorization: Bearer <token>`.',
    { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } },
  );
}

/** An expired period ends PRO immediately, before the sweep records it. */
const isProNow = Prisma.sql`(u.subscription_status = 'PRO' AND NOT EXISTS (
  SELECT FROM subscriptions WHERE user_id = u.id AND status = 'ACTIVE' AND period_end <= now()
))`;

async function findBySession(database: Database, hash: string): Promise<Account | undefined> {
  const [account] = await database.$queryRaw<Account[]>`
    SELECT u.id, u.role::text, ${isProNow} AS "isPro", ARRAY['read', 'write', 'account'] AS scopes
    FROM sessions s JOIN users u ON u.id = s.user_id
    WHERE s.access_hash = ${hash} AND s.access_expires_at > now() AND u.blocked_at IS NULL`;
  return account;
}

async function findByApiKey(database: Database, hash: string): Promise<Account | undefined> {
  const [account] = await database.$queryRaw<Account[]>`
    WITH key AS (
      SELECT * FROM api_keys WHERE hash = ${hash} AND (expires_at IS NULL OR expires_at > now())
    ), used AS (
      -- Once a minute is precise enough, and avoids a write on every request.
      UPDATE api_keys SET last_used_at = now() FROM key
      WHERE api_keys.id = key.id AND (key.last_used_at IS NULL OR key.last_used_at < now() - interval '1 minute')
    )
    SELECT u.id, u.role::text, ${isProNow} AS "isPro", key.scopes
    FROM key JOIN users u ON u.id = key.user_id AND u.blocked_at IS NULL`;
  return account;
}
