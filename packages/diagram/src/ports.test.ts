import { expect, test } from 'vitest';
import { portsLabel, sortedPorts } from './ports.ts';

test('sorts ports by number and removes duplicates', () => {
  expect(sortedPorts(['8080', '443', 'UDP 53', '', '443', '80'])).toEqual(['UDP 53', '80', '443', '8080']);
});

test('lists no other port beside all ports', () => {
  expect(sortedPorts(['443', 'all ports'])).toEqual(['all ports']);
});

test('lists a few ports', () => {
  expect(portsLabel(['80', '443'])).toBe('80, 443');
});

test('gives the number of many ports', () => {
  expect(portsLabel(['1', '2', '3', '4', '5'])).toBe('5 ports');
});
