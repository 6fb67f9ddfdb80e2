import { type Database, isUniqueViolation } from '../database/database.ts';
import { Problem } from '../http/problem.ts';
import type { NewUser, User } from './schema.ts';

/**
 * Adds a user with a FREE subscription.
 * @throws Problem `email_taken` when another user has the address, in whatever case.
 */
export async function createUser(database: Database, user: NewUser): Promise<User> {
  try {
    const { createdAt, ...created } = await database.user.create({ data: user });
    return { ...created, createdAt: createdAt.toISOString() };
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new Problem('email_taken', 'A user with this email exists already; use another one.', {
      fields: [{ field: 'body.email', message: 'is taken' }],
      cause: error,
    });
  }
}
