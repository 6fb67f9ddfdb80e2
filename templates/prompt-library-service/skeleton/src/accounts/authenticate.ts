import type { RequestHandler, Response } from 'express';
import type { Database } from '../database/database.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { Problem } from '../http/problem.ts';
import { hashToken } from './tokens.ts';
import type { Account, Viewer } from './viewer.ts';

/** Finds out who asks, from `Authorization: Bearer <access token or API key>`; {@link viewerOf} tells. */
export function identify(database: Database): RequestHandler {
  return async (request, response, next) => {
    response.locals.viewer = await authenticate(database, request.headers.authorization);
    next();
  };
}

/**
 * Who asks.
 * @throws Problem `invalid_token` when a credential was given that is not, or no longer, right.
 */
export function viewerOf(response: Response): Viewer {
  const viewer = response.locals.viewer as Viewer | Problem;
  if (viewer instanceof Problem) throw viewer;
  return viewer;
}

/** The problem is returned and not thrown, so that a request with a wrong token is still counted by the limits. */
async function authenticate(database: Database, header: string | undefined): Promise<Viewer | Problem> {
  if (header === undefined) return null;
  const token = /^Bearer +(\S+)$/i.exec(header)?.[1] ?? '';
  const find = token.startsWith('ak_') ? findByApiKey : findBySession;
  return (await find(database, hashToken(token))) ?? invalidToken();
}

function invalidToken(): Problem {
  return new Problem(
    'invalid_token',
    'The credential in the Authorization header is not valid, or no longer. Log in or refresh, and send ' +
      '`Authorization: Bearer <token>`.',
    { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } },
  );
}

/** A period that has run out ends PRO at once, before the sweep has written it down. */
const isProNow = Prisma.sql`(u.subscription_status = 'PRO' AND NOT EXISTS (
  SELECT FROM subscriptions WHERE user_id = u.id AND status = 'ACTIVE' AND period_end <= now()
))`;

async function findBySession(database: Database, hash: string): Promise<Account | undefined> {
  const [account] = await database.$queryRaw<Account[]>`
    SELECT u.id, u.role::text, ${isProNow} AS "isPro", ARRAY['read', 'write', 'account'] AS scopes
    FROM sessions s JOIN users u ON u.id = s.user_id
    WHERE s.access_hash = ${hash} AND s.access_expires_at > now()`;
  return account;
}

async function findByApiKey(database: Database, hash: string): Promise<Account | undefined> {
  const [account] = await database.$queryRaw<Account[]>`
    WITH key AS (
      SELECT * FROM api_keys WHERE hash = ${hash} AND (expires_at IS NULL OR expires_at > now())
    ), used AS (
      -- Once a minute is exact enough, and spares a write on every request.
      UPDATE api_keys SET last_used_at = now() FROM key
      WHERE api_keys.id = key.id AND (key.last_used_at IS NULL OR key.last_used_at < now() - interval '1 minute')
    )
    SELECT u.id, u.role::text, ${isProNow} AS "isPro", key.scopes
    FROM key JOIN users u ON u.id = key.user_id`;
  return account;
}
