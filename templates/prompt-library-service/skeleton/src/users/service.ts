import type { Database } from '../database/database.ts';
import type { User, UserChange } from './schema.ts';

/** Returns a user. */
export async function fetchUser(database: Database, id: string): Promise<User> {
  return toUser(await database.user.findUniqueOrThrow({ where: { id } }));
}

/** Changes a user. */
export async function updateUser(database: Database, id: string, change: UserChange): Promise<User> {
  return toUser(await database.user.update({ where: { id }, data: change }));
}

/** Converts a row to the form that the API returns. */
export function toUser(row: Omit<User, 'createdAt'> & { createdAt: Date }): User {
  const { id, email, name, role, subscriptionStatus, createdAt } = row;
  return { id, email, name, role, subscriptionStatus, createdAt: createdAt.toISOString() };
}
