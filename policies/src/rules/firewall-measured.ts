import { requirementRule } from './requirements.ts';

export const firewallMeasured = requirementRule({
  id: 'firewall-measured',
  title: 'Firewalls and their rules have metrics.',
  why: 'Nothing shows what a rule blocks, so that it cannot be tuned, and no alarm can be raised.',
  fix: `Turn on the metrics:
  visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: 'edge', sampledRequestsEnabled: true }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/waf/latest/developerguide/monitoring-cloudwatch.html',
  controls: ['WAF.12'],
  requires: [
    {
      types: ['aws:wafv2/webAcl:WebAcl', 'aws:wafv2/ruleGroup:RuleGroup'],
      path: 'visibilityConfig.cloudwatchMetricsEnabled',
      is: true,
      leftOut: 'fails',
      fails: 'It has no metrics.',
      passes: 'It has metrics.',
      remediation: 'in-place',
    },
    {
      types: ['aws:wafv2/webAcl:WebAcl', 'aws:wafv2/ruleGroup:RuleGroup'],
      path: 'rules.*.visibilityConfig.cloudwatchMetricsEnabled',
      is: true,
      leftOut: 'fails',
      fails: 'One of its rules has no metrics.',
      passes: 'Its rules have metrics.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.wafv2.WebAcl('edge', { scope: 'REGIONAL', defaultAction: { allow: {} }, visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: 'edge', sampledRequestsEnabled: true }, rules: [{ name: 'flood', priority: 0, action: { block: {} }, statement: { rateBasedStatement: { limit: 1000 } }, visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: 'flood', sampledRequestsEnabled: true } }] });`,
    ],
    failing: [
      `new aws.wafv2.WebAcl('edge', { scope: 'REGIONAL', defaultAction: { allow: {} }, visibilityConfig: { cloudwatchMetricsEnabled: false, metricName: 'edge', sampledRequestsEnabled: true }, rules: [{ name: 'flood', priority: 0, action: { block: {} }, statement: { rateBasedStatement: { limit: 1000 } }, visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: 'flood', sampledRequestsEnabled: true } }] });`,
      `new aws.wafv2.WebAcl('edge', { scope: 'REGIONAL', defaultAction: { allow: {} }, visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: 'edge', sampledRequestsEnabled: true }, rules: [{ name: 'flood', priority: 0, action: { block: {} }, statement: { rateBasedStatement: { limit: 1000 } }, visibilityConfig: { cloudwatchMetricsEnabled: false, metricName: 'flood', sampledRequestsEnabled: true } }] });`,
    ],
  },
});
