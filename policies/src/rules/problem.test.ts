import type { Node } from '@goldpath/program';
import { expect, test } from 'vitest';
import { failure, toFindings, unverifiable } from './problem.ts';

const resource: Node = {
  type: 't',
  name: 'orders',
  urn: 'urn:orders',
  handles: {},
  external: false,
  remote: false,
  inputs: {},
  dependencies: [],
  propertyDependencies: {},
};

test('a resource without problems passes', () => {
  expect(toFindings(resource, [], 'Fine.')).toEqual([{ resource, verdict: 'pass', message: 'Fine.' }]);
});

test('every problem is a finding of its own, also where something else fails', () => {
  const problems = [unverifiable('Unknown.'), failure('Open.'), failure('Wide.')];
  expect(toFindings(resource, problems, 'Fine.').map(({ verdict, message }) => [verdict, message])).toEqual([
    ['unverifiable', 'Unknown.'],
    ['fail', 'Open.'],
    ['fail', 'Wide.'],
  ]);
});

test('the same problem is reported once', () => {
  expect(toFindings(resource, [failure('Open.'), failure('Open.')], 'Fine.')).toHaveLength(1);
});
