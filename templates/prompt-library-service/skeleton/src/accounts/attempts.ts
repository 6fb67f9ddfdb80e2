import { ipKeyGenerator } from 'express-rate-limit';
import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import { countHit, tooMany } from '../http/rate-limit.ts';
import { hashToken } from './tokens.ts';

const WINDOW_MS = 15 * 60_000;

/** How many attempts an account gets from addresses that it has never logged in from, per attempt from one address. */
const ADDRESSES = 10;

/** Days for which an address counts as known after a login. */
const KNOWN_DAYS = 30;

/** The part of the configuration with the limits. */
export type Limits = Pick<Config, 'LOGIN_ATTEMPTS_PER_ACCOUNT' | 'LOGIN_ATTEMPTS_PER_ADDRESS'>;

/** An attempt to log in. */
export interface Attempt {
  email: string;
  /** The client's network address. */
  address: string;
}

/**
 * Counts an attempt to log in: of the address, of the account from the address, and of the account from all addresses
 * that it has never logged in from. So guesses from many addresses are limited too, and still strangers cannot
 * lock users out where they have logged in before.
 * @throws Problem `rate_limited`.
 */
export async function limitLogins(database: Database, limits: Limits, attempt: Attempt): Promise<void> {
  const { LOGIN_ATTEMPTS_PER_ACCOUNT: ofAccount, LOGIN_ATTEMPTS_PER_ADDRESS: ofAddress } = limits;
  await limitAttempts(database, `login:address:${network(attempt.address)}`, ofAddress);
  await limitAttempts(database, `login:account:${pairOf(attempt)}`, ofAccount);
  const known = await database.rateLimit.count({
    where: { key: `login:known:${pairOf(attempt)}`, resetsAt: { gt: new Date() } },
  });
  if (known > 0) return;
  await limitAttempts(database, `login:anywhere:${accountOf(attempt)}`, ofAccount * ADDRESSES);
}

/** Forgets the attempts from an address that logged in, and remembers the address. */
export async function succeed(database: Database, attempt: Attempt): Promise<void> {
  await database.$executeRaw`DELETE FROM rate_limits WHERE key = ${`login:account:${pairOf(attempt)}`}`;
  await countHit(database, `login:known:${pairOf(attempt)}`, KNOWN_DAYS * 86_400_000);
}

/**
 * Counts a registration of an address: users without a limit would multiply every other limit.
 * @throws Problem `rate_limited`.
 */
export async function limitRegistrations(database: Database, limits: Limits, address: string): Promise<void> {
  await limitAttempts(database, `register:address:${network(address)}`, limits.LOGIN_ATTEMPTS_PER_ADDRESS);
}

/**
 * Counts a password that a signed-in user gives.
 * @throws Problem `rate_limited`.
 */
export async function limitPasswords(database: Database, limits: Limits, userId: string): Promise<void> {
  await limitAttempts(database, `password:${userId}`, limits.LOGIN_ATTEMPTS_PER_ACCOUNT);
}

async function limitAttempts(database: Database, key: string, attempts: number): Promise<void> {
  const { hits, resetsAt } = await countHit(database, key, WINDOW_MS);
  if (hits > attempts) throw tooMany('Too many attempts.', resetsAt);
}

/** The network of an address: one client can have all IPv6 addresses of a /64. */
function network(address: string): string {
  return ipKeyGenerator(address, 64);
}

/** Hashed, because the table of limits needs no addresses of people. */
function accountOf({ email }: Attempt): string {
  return hashToken(email.toLowerCase());
}

function pairOf({ email, address }: Attempt): string {
  return hashToken(`${email.toLowerCase()} ${network(address)}`);
}
