import { expect, test } from 'vitest';
import { findingsOf } from '../testing/findings.ts';
import { zoneQueriesLogged } from './zone-queries-logged.ts';

const vpcs = `new aws.ssm.Parameter('p', { type: 'String', value: 'x' }).version.apply(() => [])`;

test.each([
  ['vpcs: []', 'fail'],
  [`vpcs: ${vpcs}`, 'unverifiable'],
])('a zone with %s: %s', async (input, verdict) => {
  const lines = `new aws.route53.Zone('shop', { name: 'example.com', ${input} });`;
  expect(await findingsOf(zoneQueriesLogged, lines)).toMatchObject([{ verdict }]);
});
