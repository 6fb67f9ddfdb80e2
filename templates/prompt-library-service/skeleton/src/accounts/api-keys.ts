import type { Database } from '../database/database.ts';
import { Problem } from '../http/problem.ts';
import { toPage } from '../http/page.ts';
import type { ApiKey, CreatedApiKey, NewApiKey } from './schema.ts';
import { hashToken, newToken } from './tokens.ts';

const columns = {
  id: true,
  name: true,
  scopes: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
} as const;

/** Creates an API key for a user. Only this response contains its secret. */
export async function createApiKey(
  database: Database,
  userId: string,
  { name, scopes, expiresAt }: NewApiKey,
): Promise<CreatedApiKey> {
  const key = newToken('ak');
  const row = await database.apiKey.create({
    data: { userId, name, scopes: [...new Set(scopes)], hash: hashToken(key), expiresAt: expiresAt ?? null },
    select: columns,
  });
  return { ...toApiKey(row), key };
}

/** Returns one page of a user's API keys, newest first. */
export async function fetchApiKeys(
  database: Database,
  userId: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: ApiKey[]; nextCursor: string | null }> {
  const rows = await database.apiKey.findMany({
    where: { userId, ...(cursor !== undefined && { id: { lt: cursor } }) },
    orderBy: { id: 'desc' },
    take: limit + 1,
    select: columns,
  });
  return toPage(rows, limit, ({ id }) => id, toApiKey);
}

/**
 * Revokes an API key of a user immediately.
 * @throws Problem `not_found`.
 */
export async function revokeApiKey(database: Database, userId: string, id: string): Promise<void> {
  const { count } = await database.apiKey.deleteMany({ where: { id, userId } });
  if (count === 0) throw new Problem('not_found', 'You have no API key with this id.');
}

interface Row extends Omit<ApiKey, 'createdAt' | 'expiresAt' | 'lastUsedAt'> {
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

function toApiKey({ createdAt, expiresAt, lastUsedAt, ...row }: Row): ApiKey {
  return {
    ...row,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}
