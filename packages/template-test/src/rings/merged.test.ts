import { expect, test } from 'vitest';
import { merged } from './merged.ts';

test('every value of every generator is returned, and one that waits does not stop the others', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  async function* waiting() {
    yield 'a';
    await promise;
    yield 'b';
  }
  async function* quick() {
    yield await Promise.resolve('1');
    yield '2';
    resolve();
  }
  const values: string[] = [];
  for await (const value of merged([waiting(), quick()])) values.push(value);
  expect(values.filter(value => /\d/.test(value))).toEqual(['1', '2']);
  expect(values.filter(value => /[a-z]/.test(value))).toEqual(['a', 'b']);
});

test('an error of a generator is thrown', async () => {
  async function* failing() {
    yield await Promise.resolve('a');
    throw new Error('broken');
  }
  await expect(async () => {
    for await (const value of merged([failing()])) expect(value).toBe('a');
  }).rejects.toThrow('broken');
});
