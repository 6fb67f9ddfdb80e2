import { afterEach, expect, test, vi } from 'vitest';
import { explain, InputError } from './exit.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('the message of an error for users is printed unchanged', () => {
  expect(explain(new InputError('answers.yaml:1: name is missing'))).toBe('answers.yaml:1: name is missing');
});

test('an unexpected error is one line without a stack', () => {
  vi.stubEnv('DEBUG', '');
  expect(explain(new TypeError('x is undefined'))).toBe(
    'goldpath: unexpected error: x is undefined (set DEBUG=1 for the stack trace)',
  );
});

test('an unexpected error has its stack when DEBUG is set', () => {
  vi.stubEnv('DEBUG', '1');
  expect(explain(new TypeError('x is undefined'))).toMatch(/TypeError: x is undefined\n +at /);
});

test('a command whose optional package is not installed names the package', async () => {
  const missing = '@goldpath/not-installed';
  const error: unknown = await import(missing).catch((reason: unknown) => reason);
  expect(explain(error)).toContain('needs the package @goldpath/not-installed');
});
