import type { Database } from '../database/database.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { Problem } from '../http/problem.ts';
import { toPage } from '../http/page.ts';
import type { User } from '../users/schema.ts';
import { toUser } from '../users/service.ts';
import type { UserPage, UserQuery } from './schema.ts';

type UserRow = Parameters<typeof toUser>[0];

/** The users whose email or name has a text in it, newest first, one page of them. */
export async function fetchUsers(database: Database, { q, limit, cursor }: UserQuery): Promise<UserPage> {
  const conditions = [
    Prisma.sql`TRUE`,
    // Not LIKE, in which % and _ would be wildcards.
    ...(q === undefined
      ? []
      : [
          Prisma.sql`(strpos(lower(u.email::text), lower(${q})) > 0 OR strpos(lower(u.name), lower(${q})) > 0)`,
        ]),
    ...(cursor === undefined ? [] : [Prisma.sql`u.id < ${cursor}::uuid`]),
  ];
  const rows = await database.$queryRaw<UserRow[]>`
    SELECT u.id, u.email::text, u.name, u.role::text, u.subscription_status::text AS "subscriptionStatus",
      u.created_at AS "createdAt"
    FROM users u WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY u.id DESC LIMIT ${limit + 1}`;
  return toPage(rows, limit, ({ id }) => id, toUser);
}

/**
 * A user whom an administrator asks for.
 * @throws Problem `not_found`.
 */
export async function fetchAnyUser(database: Database, id: string): Promise<User> {
  const row = await database.user.findUnique({ where: { id } });
  if (!row) throw noSuchUser();
  return toUser(row);
}

/**
 * Makes a user an administrator, or no longer one.
 * @throws Problem `not_found`, or `conflict` when nobody would be an administrator any more.
 */
export function setRole(database: Database, id: string, role: User['role']): Promise<User> {
  return database.$transaction(async transaction => {
    // All of them are locked, in one order: of two that take each other's role away, the second one sees it.
    const admins = await transaction.$queryRaw<{ id: string }[]>`
      SELECT id FROM users WHERE role = 'ADMIN' ORDER BY id FOR NO KEY UPDATE`;
    if (role !== 'ADMIN' && admins.length === 1 && admins[0]?.id === id) {
      throw new Problem('conflict', 'This is the last administrator: make somebody else one first.');
    }
    const [row] = await transaction.user.updateManyAndReturn({ where: { id }, data: { role } });
    if (!row) throw noSuchUser();
    return toUser(row);
  });
}

/** What is said of a user who is not there. */
export function noSuchUser(): Problem {
  return new Problem('not_found', 'There is no user with this id.');
}
