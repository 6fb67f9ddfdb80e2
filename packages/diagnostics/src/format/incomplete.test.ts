import { expect, test } from 'vitest';
import { isBlocking } from '../diagnostic.ts';
import { policyFailure } from './diagnostic.fixture.ts';
import { type Format, format } from './format.ts';

const incomplete = policyFailure({ verdict: 'incomplete' });

test('an incomplete check blocks', () => {
  expect(isBlocking(incomplete)).toBe(true);
});

test.each<[Format, RegExp]>([
  ['text', /^\? infra\/data base\.ts:12 {2}incomplete[^]*0 failed, 1 incomplete$/m],
  ['json', /"verdict": ?"incomplete"/],
  ['sarif', /"level": ?"error"[^]*Incomplete: /],
  ['junit', /failures="1"[^]*<failure type="incomplete"/],
  ['github', /^::error .*title=database-not-public \(incomplete\)/m],
])('the format %s shows an incomplete check as a problem with its place', async (name, expected) => {
  expect(await format([incomplete], name, {})).toMatch(expected);
});
