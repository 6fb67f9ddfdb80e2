import { type Database, isUniqueViolation } from '../database/database.ts';
import { Problem } from '../http/problem.ts';
import { countHit, tooMany } from '../http/rate-limit.ts';
import { toUser } from '../users/service.ts';
import { hashPassword, verifyPassword } from './password.ts';
import type { Login, PasswordChange, Registration, SignedIn, Tokens } from './schema.ts';
import { openSession } from './sessions.ts';
import { hashToken } from './tokens.ts';

/**
 * Registers a user with a FREE subscription and opens a session.
 * @throws Problem `email_taken` when another user has this address, ignoring case.
 */
export async function register(database: Database, { password, ...user }: Registration): Promise<SignedIn> {
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

const ATTEMPT_WINDOW_MS = 15 * 60_000;
/** The attempts allowed per window: for one account from one address, and for one address in total. */
const ATTEMPTS = { account: 10, address: 100 };

/**
 * Logs in. An unknown email costs the same work and gets the same response as a wrong password.
 * @param address - the client's network address, for the limit of attempts.
 * @throws Problem `invalid_credentials`, or `rate_limited` after too many attempts.
 */
export async function logIn(
  database: Database,
  { email, password }: Login,
  address: string,
): Promise<SignedIn> {
  const account = hashToken(`${email.toLowerCase()} ${address}`);
  await limitAttempts(database, `login:address:${address}`, ATTEMPTS.address);
  await limitAttempts(database, `login:account:${account}`, ATTEMPTS.account);
  const user = await database.user.findUnique({ where: { email }, omit: { passwordHash: false } });
  const isRight = await verifyPassword(password, user?.passwordHash ?? (await decoyHash));
  if (!user || !isRight) {
    throw new Problem('invalid_credentials', 'The email or the password is wrong.');
  }
  await database.rateLimit.deleteMany({ where: { key: `login:account:${account}` } });
  return { user: toUser(user), ...(await openSession(database, user.id)) };
}

/** The hash that a password is compared with when the email is unknown. */
const decoyHash = hashPassword('decoy');

async function limitAttempts(database: Database, key: string, attempts: number): Promise<void> {
  const { hits, resetsAt } = await countHit(database, key, ATTEMPT_WINDOW_MS);
  if (hits > attempts) throw tooMany('Too many login attempts.', resetsAt);
}

/**
 * Changes the password, ends every session and opens a new one.
 * @throws Problem `invalid_credentials` when the current password is wrong, `rate_limited` after too many attempts.
 */
export async function changePassword(
  database: Database,
  userId: string,
  { currentPassword, newPassword }: PasswordChange,
): Promise<Tokens> {
  await limitAttempts(database, `password:${userId}`, ATTEMPTS.account);
  const user = await database.user.findUniqueOrThrow({
    where: { id: userId },
    select: { passwordHash: true },
  });
  if (!(await verifyPassword(currentPassword, user.passwordHash))) {
    throw new Problem('invalid_credentials', 'The current password is wrong.', {
      fields: [{ field: 'body.currentPassword', message: 'is wrong' }],
    });
  }
  const passwordHash = await hashPassword(newPassword);
  return database.$transaction(async transaction => {
    await transaction.user.update({ where: { id: userId }, data: { passwordHash } });
    await transaction.session.deleteMany({ where: { userId } });
    return openSession(transaction, userId);
  });
}
