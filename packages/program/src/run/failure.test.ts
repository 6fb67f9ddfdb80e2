import { expect, test } from 'vitest';
import { failureOf } from './failure.ts';

test('every reason of a refused configuration is reported', () => {
  const message = 'Pulumi.prod.yaml is invalid:\n  size must be small\n  zones must be 2';
  expect(failureOf(new Error(message), '/program').message).toBe(message);
});

test('a stack trace inside a message is left out', () => {
  const message = 'no money\n    at run (/program/index.ts:3:1)\n    at /program/index.ts:4:1';
  expect(failureOf(new Error(message), '/program').message).toBe('no money');
});

test('a message with thousands of lines is shortened, with the number of the others', () => {
  const { message } = failureOf(new Error('wrong\n'.repeat(5000).trimEnd()), '/program');
  expect(message.split('\n')).toHaveLength(51);
  expect(message).toMatch(/\n\.\.\. and 4950 lines more$/);
});
