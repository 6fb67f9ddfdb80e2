import { expect, test } from 'vitest';
import { Problem } from '../http/problem.ts';
import { hashPassword, verifyPassword } from './password.ts';

test('a password matches its own hash only', async () => {
  const hash = await hashPassword('correct horse battery');
  expect(await verifyPassword('correct horse battery', hash)).toBe(true);
  expect(await verifyPassword('correct horse', hash)).toBe(false);
});

test('hashes beyond the queue are rejected at once, and the others succeed', async () => {
  const cheap = 'scrypt$2$1$1$c2FsdA$a2V5';
  const results = await Promise.allSettled(Array.from({ length: 5_000 }, () => verifyPassword('x', cheap)));
  const rejected = results.filter(result => result.status === 'rejected');
  expect(rejected.length).toBeGreaterThan(0);
  expect(rejected.length).toBeLessThan(results.length);
  for (const { reason } of rejected) expect(reason).toBeInstanceOf(Problem);
  expect(await verifyPassword('x', cheap)).toBe(false);
});
