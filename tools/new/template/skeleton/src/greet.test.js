import assert from 'node:assert/strict';
import { test } from 'node:test';
import { greet } from './greet.js';

test('a greeting contains the name', () => {
  assert.equal(greet('Ada'), 'Hello, Ada!\n');
});
