import { expect, test } from 'vitest';
import { node24 } from './node24.mjs';

test('the running Node is used when its version is 24', async () => {
  expect(await node24()).toBe(process.execPath);
});
