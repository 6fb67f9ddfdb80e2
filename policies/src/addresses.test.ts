import { expect, test } from 'vitest';
import { isPrivateBlock } from './addresses.ts';

test.each([
  '10.0.0.0/8',
  '10.1.2.0/24',
  '172.16.0.0/12',
  '172.31.0.0/16',
  '192.168.0.0/16',
  '100.64.0.0/10',
  'fd00::/8',
  'fc00::/7',
])('%s is private', block => {
  expect(isPrivateBlock(block)).toBe(true);
});

test.each([
  '0.0.0.0/0',
  '::/0',
  '8.8.8.0/24',
  '10.0.0.0/7',
  '172.15.0.0/16',
  '172.32.0.0/16',
  '172.16.0.0/11',
  '192.168.0.0/15',
  '192.169.0.0/16',
  '100.128.0.0/10',
  '100.64.0.0/9',
  'fc00::/6',
  '10.0.0.0',
])('%s is not private', block => {
  expect(isPrivateBlock(block)).toBe(false);
});
