import { type Database, isUniqueViolation } from '../database/database.ts';
import { Problem } from '../http/problem.ts';
import { countHit, tooMany } from '../http/rate-limit.ts';
import { toUser } from '../users/service.ts';
import { hashPassword, verifyPassword } from './password.ts';
import type { Login, PasswordChange, Registration, SignedIn, Tokens } from './schema.ts';
import { openSession } from './sessions.ts';
import { hashToken } from './tokens.ts';

/**
 * Adds a user with a FREE subscription, and signs in.
 * @throws Problem `email_taken` when another user has the address, in whatever case.
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
    throw new Problem('email_taken', 'A user with this email exists already; log in, or use another one.', {
      fields: [{ field: 'body.email', message: 'is taken' }],
      cause: error,
    });
  }
}

const ATTEMPT_WINDOW_MS = 15 * 60_000;
/** Attempts within the window: for one account from one address, and for one address in all. */
const ATTEMPTS = { account: 10, address: 100 };

/**
 * Signs in. An unknown email takes the same work and gets the same answer as a wrong password.
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
  const isRight = await verifyPassword(password, user?.passwordHash ?? (await nobodysHash));
  if (!user || !isRight) {
    throw new Problem('invalid_credentials', 'Email and password do not belong together.');
  }
  await database.rateLimit.deleteMany({ where: { key: `login:account:${account}` } });
  return { user: toUser(user), ...(await openSession(database, user.id)) };
}

/** What the password given for an unknown email is compared with. */
const nobodysHash = hashPassword('nobody');

async function limitAttempts(database: Database, key: string, attempts: number): Promise<void> {
  const { hits, resetsAt } = await countHit(database, key, ATTEMPT_WINDOW_MS);
  if (hits > attempts) throw tooMany('These were too many attempts to log in.', resetsAt);
}

/**
 * Changes the password and ends every session; the answer is a new one.
 * @throws Problem `invalid_credentials` when the current password is wrong, `rate_limited` after too many tries.
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
    throw new Problem('invalid_credentials', 'The current password is not right.', {
      fields: [{ field: 'body.currentPassword', message: 'is not right' }],
    });
  }
  const passwordHash = await hashPassword(newPassword);
  return database.$transaction(async transaction => {
    await transaction.user.update({ where: { id: userId }, data: { passwordHash } });
    await transaction.session.deleteMany({ where: { userId } });
    return openSession(transaction, userId);
  });
}
