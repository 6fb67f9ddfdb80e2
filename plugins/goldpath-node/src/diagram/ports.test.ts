import { expect, test } from 'vitest';
import { portsLabel, sortedPorts } from './ports.ts';

test('ports are in the order of their numbers, each once', () => {
  expect(sortedPorts(['8080', '443', 'UDP 53', '', '443', '80'])).toEqual(['UDP 53', '80', '443', '8080']);
});

test('beside all ports no other one is told', () => {
  expect(sortedPorts(['443', 'all ports'])).toEqual(['all ports']);
});

test('a few ports are told one by one, and many by their number', () => {
  expect(portsLabel(['80', '443'])).toBe('80, 443');
  expect(portsLabel(['1', '2', '3', '4', '5'])).toBe('5 ports');
});
