import { expect, test } from 'vitest';
import { findingsOf } from '../testing/findings.ts';
import { firewallPolicyFilters } from './firewall-policy-filters.ts';

const later = `new aws.ssm.Parameter('p', { type: 'String', value: 'x' }).version.apply(() => [])`;

test('a list of groups that is known only after a deployment is unverifiable', async () => {
  const lines = `new aws.networkfirewall.FirewallPolicy('edge', { firewallPolicy: { statelessDefaultActions: [], statelessFragmentDefaultActions: [], statefulRuleGroupReferences: ${later} } });`;
  expect(await findingsOf(firewallPolicyFilters, lines)).toMatchObject([{ verdict: 'unverifiable' }]);
});
