import { expect, test } from 'vitest';
import { scopeToInstall } from './install.ts';

test('a clone with nothing installed gets what the command needs', () => {
  expect(scopeToInstall('portal', 'a', undefined)).toBe('portal');
  expect(scopeToInstall('everything', 'a', undefined)).toBe('everything');
});

test('what is installed for the portal is not enough for the tests', () => {
  expect(scopeToInstall('everything', 'a', 'a portal')).toBe('everything');
});

test('what is installed for the tests is enough for the portal', () => {
  expect(scopeToInstall('portal', 'a', 'a everything')).toBeUndefined();
});

test('what is up to date is not installed again', () => {
  expect(scopeToInstall('portal', 'a', 'a portal')).toBeUndefined();
});

test('a changed lockfile is installed without taking the tests away', () => {
  expect(scopeToInstall('portal', 'b', 'a everything')).toBe('everything');
});

test('what somebody installed with Yarn itself stays whole', () => {
  expect(scopeToInstall('portal', 'a', 'unknown everything')).toBe('everything');
});
