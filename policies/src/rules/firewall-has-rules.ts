import { isUnknown, listOf, type Node, type ResourceGraph } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, missing, pass, type Result, unknown } from './settings.ts';

const webAclRule = 'aws:wafv2/webAclRule:WebAclRule';

/** A firewall without rules that refuses everything is left out: nothing gets through. */
export const firewallHasRules: PolicyRule = {
  id: 'firewall-has-rules',
  title: 'Firewalls have rules.',
  why: 'A firewall without rules lets everything through, and looks like protection.',
  fix: `Add rules, such as those of AWS:
  rules: [{ name: 'common', priority: 1, overrideAction: { none: {} }, visibilityConfig,
    statement: { managedRuleGroupStatement: { vendorName: 'AWS', name: 'AWSManagedRulesCommonRuleSet' } } }]`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html',
  controls: ['WAF.10'],
  check: eachOf(['aws:wafv2/webAcl:WebAcl'], firewallResult),
  examples: {
    passing: [
      `new aws.wafv2.WebAcl('edge', { scope: 'REGIONAL', defaultAction: { block: {} }, visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: 'edge', sampledRequestsEnabled: true } });`,
    ],
    failing: [
      `new aws.wafv2.WebAcl('edge', { scope: 'REGIONAL', defaultAction: { allow: {} }, visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: 'edge', sampledRequestsEnabled: true } });`,
    ],
  },
};

function firewallResult(firewall: Node, graph: ResourceGraph): Result {
  const { rules, ruleJson, defaultAction } = firewall.inputs;
  const separate = graph.pointingAt(firewall, webAclRule, ['webAclArn']);
  if (separate.length > 0) return pass('It has rules.');
  if (isUnknown(rules)) return unknown('rules');
  if (listOf(rules ?? ruleJson).length > 0) return pass('It has rules.');
  if (isUnknown(defaultAction)) return unknown('defaultAction');
  if (Object.keys(defaultAction ?? {}).includes('block')) return undefined;
  return missing(graph, [webAclRule], 'webAclArn', 'The firewall has no rules.');
}
