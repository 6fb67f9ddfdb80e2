import { randomBytes, scrypt, type ScryptOptions, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import pLimit from 'p-limit';
import { Problem } from '../http/problem.ts';

const scryptAsync = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** Hashes leave a core to the event loop, so that logins do not slow other requests down. */
const limit = pLimit(Math.max(1, availableParallelism() - 1));

/** How many hashes may wait for each that runs: about five seconds. */
const MAX_WAITING = 20;

/** @throws Problem `not_ready` when too many hashes wait. */
async function derive(
  password: string,
  salt: Buffer,
  bytes: number,
  options: ScryptOptions,
): Promise<Buffer> {
  if (limit.pendingCount >= limit.concurrency * MAX_WAITING) {
    throw new Problem('not_ready', 'Too many users are logging in; try again in a moment.', {
      headers: { 'Retry-After': '5' },
    });
  }
  return limit(() => scryptAsync(password, salt, bytes, options));
}

/**
 * The cost of one guess: a setting that OWASP's password storage cheat sheet recommends for scrypt. Of its
 * equivalent settings, this one needs the least memory: 16 MiB per concurrent hash.
 */
const cost = { N: 2 ** 14, r: 8, p: 5 };
const KEY_BYTES = 32;

/**
 * Hashes a password, off the event loop.
 * @returns cost, salt and key: `scrypt$16384$8$5$<salt>$<key>`.
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password.normalize('NFKC'), salt, KEY_BYTES, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Returns whether a password matches a hash made by {@link hashPassword}, with the current or an earlier cost. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [, N, r, p, salt = '', key = ''] = hash.split('$');
  const expected = Buffer.from(key, 'base64url');
  const options = { N: Number(N), r: Number(r), p: Number(p) };
  const given = await derive(
    password.normalize('NFKC'),
    Buffer.from(salt, 'base64url'),
    expected.length,
    options,
  );
  return timingSafeEqual(given, expected);
}
