import { isUnknown, listOf, type Node, valueAt } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, pass, type Result, unknown } from './settings.ts';

export const firewallPolicyFilters: PolicyRule = {
  id: 'firewall-policy-filters',
  title: 'Policies of network firewalls have groups of rules, and the groups have rules.',
  why: 'A firewall without rules handles all traffic in the same way, and looks like protection.',
  fix: `Add a group of rules to the policy, or rules to the group:
  statefulRuleGroupReferences: [{ resourceArn: group.arn }]`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-policies.html',
  controls: ['NetworkFirewall.3', 'NetworkFirewall.6'],
  scope: 'resource',
  check: graph => [...policyFindings(graph), ...groupFindings(graph)],
  examples: {
    passing: [
      `new aws.networkfirewall.FirewallPolicy('edge', { firewallPolicy: { statelessDefaultActions: ['aws:forward_to_sfe'], statelessFragmentDefaultActions: ['aws:drop'], statefulRuleGroupReferences: [{ resourceArn: 'arn' }] } });`,
      `new aws.networkfirewall.RuleGroup('web', { capacity: 10, type: 'STATEFUL', ruleGroup: { rulesSource: { rulesString: 'drop tcp any any -> any 23 (sid:1;)' } } });`,
    ],
    failing: [
      `new aws.networkfirewall.FirewallPolicy('edge', { firewallPolicy: { statelessDefaultActions: ['aws:drop'], statelessFragmentDefaultActions: ['aws:drop'] } });`,
      `new aws.networkfirewall.RuleGroup('web', { capacity: 10, type: 'STATELESS', ruleGroup: { rulesSource: { statelessRulesAndCustomActions: { statelessRules: [] } } } });`,
    ],
  },
};

const policyFindings = eachOf(['aws:networkfirewall/firewallPolicy:FirewallPolicy'], policyResult);
const groupFindings = eachOf(['aws:networkfirewall/ruleGroup:RuleGroup'], groupResult);

function policyResult({ inputs }: Node): Result {
  const policy: unknown = inputs.firewallPolicy;
  if (isUnknown(policy)) return unknown('firewallPolicy');
  const groups = ['statelessRuleGroupReferences', 'statefulRuleGroupReferences'].flatMap(name =>
    listOf(valueAt(policy, [name])),
  );
  if (groups.length > 0 && groups.every(isUnknown)) return unknown('The list of its groups of rules');
  return groups.length > 0 ? pass('It has groups of rules.') : fail('The policy has no group of rules.');
}

/** The rules of a stateful group may be a text or a list of domains, so only stateless groups are checked. */
function groupResult({ inputs }: Node): Result {
  if (inputs.type === 'STATEFUL') return undefined;
  const path = ['ruleGroup', 'rulesSource', 'statelessRulesAndCustomActions', 'statelessRules'];
  const rules = valueAt(inputs, path);
  if (isUnknown(rules)) return unknown('The list of its rules');
  if (listOf(rules).length > 0) return pass('It has rules.');
  return isUnknown(inputs.type) ? unknown('type') : fail('The group has no rules.');
}
