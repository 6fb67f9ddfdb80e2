import { afterEach, expect, test, vi } from 'vitest';
import { explain, InputError } from './exit.ts';

afterEach(() => vi.unstubAllEnvs());

test('an error that explains itself is told as it is', () => {
  expect(explain(new InputError('answers.yaml:1: name is missing'))).toBe('answers.yaml:1: name is missing');
});

test('an unexpected error is one line without a stack', () => {
  vi.stubEnv('DEBUG', '');
  expect(explain(new TypeError('x is undefined'))).toBe(
    'goldpath: unexpected: x is undefined (set DEBUG=1 to see where)',
  );
});

test('an unexpected error has its stack when DEBUG is set', () => {
  vi.stubEnv('DEBUG', '1');
  expect(explain(new TypeError('x is undefined'))).toMatch(/TypeError: x is undefined\n +at /);
});
