import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { MIGRATED } from '../../test/global-setup.ts';
import { newDatabase } from '../../test/service.ts';
import { openDatabase } from '../database/database.ts';
import { Problem } from '../http/problem.ts';
import { limitLogins, limitRegistrations, succeed } from './attempts.ts';

const database = openDatabase(await newDatabase(MIGRATED), () => {});
const limits = { LOGIN_ATTEMPTS_PER_ACCOUNT: 2, LOGIN_ATTEMPTS_PER_ADDRESS: 5 };
const newEmail = () => `${randomUUID()}@example.com`;
const attempt = async (email: string, address: string) => {
  const refused = await limitLogins(database, limits, { email, address }).catch((error: unknown) => error);
  return refused instanceof Problem ? refused.code : 'allowed';
};
/** Attempts from as many addresses, until the account is limited everywhere. */
const attack = async (email: string) => {
  for (let host = 0; host < 20; host++) await attempt(email, `203.0.113.${host}`);
};

test('an account is limited across addresses', async () => {
  const email = newEmail();
  await attack(email);
  expect(await attempt(email, '198.51.100.1')).toBe('rate_limited');
  expect(await attempt(newEmail(), '198.51.100.1')).toBe('allowed');
});

test('a user is never locked out by strangers at an address of an earlier login', async () => {
  const [email, address] = [newEmail(), '198.51.100.2'];
  await succeed(database, { email, address });
  await attack(email);
  expect(await attempt(email.toUpperCase(), address)).toBe('allowed');
  expect(await attempt(email, '198.51.100.3')).toBe('rate_limited');
});

test('an IPv6 network of 64 bits counts as one address', async () => {
  for (let host = 1; host <= 5; host++)
    expect(await attempt(newEmail(), `2001:db8:1:2::${host}`)).toBe('allowed');
  expect(await attempt(newEmail(), '2001:db8:1:2:ffff::1')).toBe('rate_limited');
  expect(await attempt(newEmail(), '2001:db8:1:3::1')).toBe('allowed');
});

test('registrations are limited per address', async () => {
  const register = () => limitRegistrations(database, limits, '198.51.100.4');
  for (let count = 0; count < 5; count++) await register();
  await expect(register()).rejects.toThrow('Too many attempts');
});
