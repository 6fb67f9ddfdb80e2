import { expect, test } from 'vitest';
import { scopeToInstall } from './scope.ts';

test.each(['portal', 'everything'] as const)('a new clone installs what the command needs: %s', wanted => {
  expect(scopeToInstall(wanted, 'a', undefined)).toBe(wanted);
});

test('an installation for the portal does not suffice for the tests', () => {
  expect(scopeToInstall('everything', 'a', 'a portal')).toBe('everything');
});

test('an installation for the tests suffices for the portal', () => {
  expect(scopeToInstall('portal', 'a', 'a everything')).toBeUndefined();
});

test('an up-to-date installation is left alone', () => {
  expect(scopeToInstall('portal', 'a', 'a portal')).toBeUndefined();
});

test('a changed lockfile is installed without removing the packages of the tests', () => {
  expect(scopeToInstall('portal', 'b', 'a everything')).toBe('everything');
});

test('an installation made with Yarn directly stays complete', () => {
  expect(scopeToInstall('portal', 'a', 'unknown everything')).toBe('everything');
});
