import type { Node } from '@goldpath/program';
import { expect, test } from 'vitest';
import { failure, toFinding, unverifiable } from './problem.ts';

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
  expect(toFinding(resource, [], 'Fine.')).toEqual({ resource, verdict: 'pass', message: 'Fine.' });
});

test('failures are reported without the unverifiable problems', () => {
  const problems = [unverifiable('Unknown.'), failure('Open.'), failure('Wide.')];
  expect(toFinding(resource, problems, 'Fine.')).toEqual({
    resource,
    verdict: 'fail',
    message: 'Open. Wide.',
  });
});

test('unverifiable problems are reported when nothing fails', () => {
  const finding = toFinding(resource, [unverifiable('Unknown.')], 'Fine.');
  expect(finding).toEqual({ resource, verdict: 'unverifiable', message: 'Unknown.' });
});

test('the same message is reported once', () => {
  expect(toFinding(resource, [failure('Open.'), failure('Open.')], 'Fine.').message).toBe('Open.');
});
