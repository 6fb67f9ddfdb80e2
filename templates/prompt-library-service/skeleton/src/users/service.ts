import type { Database } from '../database/database.ts';
import type { User, UserChange } from './schema.ts';

/** A user as the database has it. */
export interface UserRow extends Omit<User, 'blocked' | 'createdAt'> {
  createdAt: Date;
  blockedAt: Date | null;
}

/** Returns a user. */
export async function fetchUser(database: Database, id: string): Promise<User> {
  return toUser(await database.user.findUniqueOrThrow({ where: { id } }));
}

/** Changes a user. */
export async function updateUser(database: Database, id: string, change: UserChange): Promise<User> {
  return toUser(await database.user.update({ where: { id }, data: change }));
}

/** Converts a row to the form that the API returns. */
export function toUser(row: UserRow): User {
  const { id, email, name, role, subscriptionStatus, createdAt, blockedAt } = row;
  const blocked = blockedAt !== null;
  return { id, email, name, role, subscriptionStatus, blocked, createdAt: createdAt.toISOString() };
}
