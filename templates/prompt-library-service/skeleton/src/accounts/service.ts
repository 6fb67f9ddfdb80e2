import { type Database, isUniqueViolation } from '../database/database.ts';
import { Problem } from '../http/problem.ts';
import { toUser } from '../users/service.ts';
import { limitLogins, limitPasswords, limitRegistrations, type Limits, succeed } from './attempts.ts';
import { hashPassword, verifyPassword } from './password.ts';
import type { Login, PasswordChange, Registration, SignedIn, Tokens } from './schema.ts';
import { openSession } from './sessions.ts';

/**
 * Registers a user with a FREE subscription and opens a session.
 * @throws Problem `email_taken` when another user has this address, ignoring case, or `rate_limited`.
 */
export async function register(
  database: Database,
  { password, ...user }: Registration,
  limits: Limits,
  address: string,
): Promise<SignedIn> {
  await limitRegistrations(database, limits, address);
  const passwordHash = await hashPassword(password);
  try {
    return await database.$transaction(async transaction => {
      const created = await transaction.user.create({
        data: { ...user, passwordHash, subscriptions: { create: { plan: 'FREE' } } },
      });
      return { user: toUser(created), ...(await openSession(transaction, created.id)) };
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new Problem('email_taken', 'A user with this email already exists; log in, or use another email.', {
      fields: [{ field: 'body.email', message: 'is taken' }],
      cause: error,
    });
  }
}

/**
 * Logs in. An unknown email costs the same work and gets the same response as a wrong password.
 * @param address - the client's network address, for the limit of attempts.
 * @throws Problem `invalid_credentials`, `forbidden` for a blocked user, or `rate_limited` after too many attempts.
 */
export async function logIn(
  database: Database,
  { email, password }: Login,
  limits: Limits,
  address: string,
): Promise<SignedIn> {
  await limitLogins(database, limits, { email, address });
  const user = await database.user.findUnique({ where: { email }, omit: { passwordHash: false } });
  const isRight = await verifyPassword(password, user?.passwordHash ?? (await decoyHash));
  if (!user || !isRight) {
    throw new Problem('invalid_credentials', 'The email or the password is wrong.');
  }
  if (user.blockedAt) throw new Problem('forbidden', 'An administrator has blocked this account.');
  await succeed(database, { email, address });
  return { user: toUser(user), ...(await openSession(database, user.id)) };
}

/** The hash that a password is compared with when the email is unknown. */
const decoyHash = hashPassword('decoy');

/**
 * Checks the password that a signed-in user gives.
 * @throws Problem `invalid_credentials` when it is wrong, `rate_limited` after too many attempts.
 */
export async function requirePassword(
  database: Database,
  userId: string,
  currentPassword: string,
  limits: Limits,
): Promise<void> {
  await limitPasswords(database, limits, userId);
  const user = await database.user.findUniqueOrThrow({
    where: { id: userId },
    select: { passwordHash: true },
  });
  if (!(await verifyPassword(currentPassword, user.passwordHash))) {
    throw new Problem('invalid_credentials', 'The current password is wrong.', {
      fields: [{ field: 'body.currentPassword', message: 'is wrong' }],
    });
  }
}

/**
 * Changes the password, ends every session and opens a new one.
 * @throws Problem as {@link requirePassword}.
 */
export async function changePassword(
  database: Database,
  userId: string,
  { currentPassword, newPassword, revokeApiKeys }: PasswordChange,
  limits: Limits,
): Promise<Tokens> {
  await requirePassword(database, userId, currentPassword, limits);
  const passwordHash = await hashPassword(newPassword);
  return database.$transaction(async transaction => {
    await transaction.user.update({ where: { id: userId }, data: { passwordHash } });
    await transaction.session.deleteMany({ where: { userId } });
    if (revokeApiKeys) await transaction.apiKey.deleteMany({ where: { userId } });
    return openSession(transaction, userId);
  });
}
