import type { Database } from '../database/database.ts';
import type { User, UserChange } from './schema.ts';

/** A user. */
export async function fetchUser(database: Database, id: string): Promise<User> {
  return toUser(await database.user.findUniqueOrThrow({ where: { id } }));
}

/** Changes a user. */
export async function updateUser(database: Database, id: string, change: UserChange): Promise<User> {
  return toUser(await database.user.update({ where: { id }, data: change }));
}

/** The row as the API shows it. */
export function toUser(row: Omit<User, 'createdAt'> & { createdAt: Date }): User {
  const { id, email, name, role, subscriptionStatus, createdAt } = row;
  return { id, email, name, role, subscriptionStatus, createdAt: createdAt.toISOString() };
}
