import { deleteInBatches } from '../database/batches.ts';
import type { Database } from '../database/database.ts';
import { Problem } from '../http/problem.ts';
import type { Tokens } from './schema.ts';
import { hashToken, newToken } from './tokens.ts';

const ACCESS_MINUTES = 15;
const SESSION_DAYS = 30;

/** Opens a session for a user. */
export async function openSession(database: Database, userId: string): Promise<Tokens> {
  const { tokens, hashes } = newTokens();
  await database.session.create({
    data: {
      userId,
      ...hashes.access,
      expiresAt: new Date(Date.now() + SESSION_DAYS * 86_400_000),
      refreshTokens: { create: { hash: hashes.refresh } },
    },
  });
  return tokens;
}

/**
 * Exchanges a refresh token for new tokens and revokes the old ones. A refresh token that is used twice has
 * leaked, and the service cannot know which request is the attacker's, so the whole session ends (RFC 9700,
 * section 4.14.2).
 * @throws Problem `invalid_token`.
 */
export async function renewSession(database: Database, refreshToken: string): Promise<Tokens> {
  const hash = hashToken(refreshToken);
  const renewed = await database.$transaction(async transaction => {
    // One statement both checks and marks the token, so only one of two concurrent requests finds it unused.
    const [used] = await transaction.refreshToken.updateManyAndReturn({
      where: { hash, usedAt: null, session: { expiresAt: { gt: new Date() } } },
      data: { usedAt: new Date() },
      select: { sessionId: true },
    });
    if (!used) return undefined;
    const { tokens, hashes } = newTokens();
    await transaction.session.update({
      where: { id: used.sessionId },
      data: { ...hashes.access, refreshTokens: { create: { hash: hashes.refresh } } },
    });
    return tokens;
  });
  if (renewed) return renewed;
  await closeSession(database, refreshToken);
  throw new Problem('invalid_token', 'This refresh token is invalid or has expired. Log in again.');
}

/** Ends the session that a refresh token belongs to, whether or not the token has been used. */
export async function closeSession(database: Database, refreshToken: string): Promise<void> {
  await database.session.deleteMany({
    where: { refreshTokens: { some: { hash: hashToken(refreshToken) } } },
  });
}

/**
 * Deletes expired sessions, and refresh tokens that were used a week ago: a session is renewed every 15 minutes, and would
 * keep 2,880 of them. If one of these is used again, it is invalid, but does not end its session.
 */
export async function sweepSessions(database: Database): Promise<void> {
  await deleteInBatches(
    limit => database.$executeRaw`
      DELETE FROM sessions WHERE id = ANY (ARRAY(SELECT id FROM sessions WHERE expires_at < now() LIMIT ${limit}))`,
  );
  await deleteInBatches(
    limit => database.$executeRaw`
      DELETE FROM refresh_tokens WHERE hash = ANY (ARRAY(
        SELECT hash FROM refresh_tokens WHERE used_at < now() - interval '7 days' LIMIT ${limit}
      ))`,
  );
}

function newTokens() {
  const tokens = {
    accessToken: newToken('at'),
    expiresIn: ACCESS_MINUTES * 60,
    refreshToken: newToken('rt'),
  } satisfies Tokens;
  const access = {
    accessHash: hashToken(tokens.accessToken),
    accessExpiresAt: new Date(Date.now() + ACCESS_MINUTES * 60_000),
  };
  return { tokens, hashes: { access, refresh: hashToken(tokens.refreshToken) } };
}
