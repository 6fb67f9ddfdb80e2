import type { Database } from '../database/database.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { Problem } from '../http/problem.ts';
import { toPage } from '../http/page.ts';
import type { User } from '../users/schema.ts';
import { toUser, type UserRow } from '../users/service.ts';
import type { UserPage, UserQuery } from './schema.ts';

/** Returns one page of the users whose email or name contains `q`, newest first. */
export async function fetchUsers(database: Database, { q, limit, cursor }: UserQuery): Promise<UserPage> {
  const conditions = [Prisma.sql`TRUE`];
  if (q !== undefined) {
    // Not LIKE, in which % and _ would be wildcards.
    conditions.push(
      Prisma.sql`(strpos(lower(u.email::text), lower(${q})) > 0 OR strpos(lower(u.name), lower(${q})) > 0)`,
    );
  }
  if (cursor !== undefined) conditions.push(Prisma.sql`u.id < ${cursor}::uuid`);
  const rows = await database.$queryRaw<UserRow[]>`
    SELECT u.id, u.email::text, u.name, u.role::text, u.subscription_status::text AS "subscriptionStatus",
      u.created_at AS "createdAt", u.blocked_at AS "blockedAt"
    FROM users u WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY u.id DESC LIMIT ${limit + 1}`;
  return toPage(rows, limit, ({ id }) => id, toUser);
}

/**
 * Returns any user, for an administrator.
 * @throws Problem `not_found`.
 */
export async function fetchAnyUser(database: Database, id: string): Promise<User> {
  const row = await database.user.findUnique({ where: { id } });
  if (!row) throw noSuchUser();
  return toUser(row);
}

/**
 * Changes the role of a user.
 * @throws Problem `not_found`, or `conflict` when no administrator would be left.
 */
export function setRole(database: Database, id: string, role: User['role']): Promise<User> {
  return database.$transaction(async transaction => {
    // All administrators are locked, in a fixed order: when two of them revoke each other's role, the second
    // request sees the result of the first.
    const admins = await transaction.$queryRaw<{ id: string }[]>`
      SELECT id FROM users WHERE role = 'ADMIN' ORDER BY id FOR NO KEY UPDATE`;
    if (role !== 'ADMIN' && admins.length === 1 && admins[0]?.id === id) {
      throw new Problem(
        'conflict',
        'This is the last administrator: make another user an administrator first.',
      );
    }
    const [row] = await transaction.user.updateManyAndReturn({ where: { id }, data: { role } });
    if (!row) throw noSuchUser();
    return toUser(row);
  });
}

/**
 * Blocks a user, whose sessions end at once and whose API keys stop working, or lets the user in again.
 * @throws Problem `not_found`, or `conflict` for an administrator.
 */
export function setBlocked(database: Database, id: string, isBlocked: boolean): Promise<User> {
  return database.$transaction(async transaction => {
    const [row] = await transaction.user.updateManyAndReturn({
      where: { id },
      data: { blockedAt: isBlocked ? new Date() : null },
    });
    if (!row) throw noSuchUser();
    if (row.role === 'ADMIN') {
      throw new Problem('conflict', 'Administrators cannot be blocked: revoke the role of this user first.');
    }
    if (isBlocked) await transaction.session.deleteMany({ where: { userId: id } });
    return toUser(row);
  });
}

/** Creates the problem for a user that does not exist. */
export function noSuchUser(): Problem {
  return new Problem('not_found', 'There is no user with this id.');
}
