import { isUnknown, listOf, type Node, type ResourceGraph } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { configuredBy, eachOf, type Result, unknown } from './settings.ts';

/** Zones inside of a network are left out. */
export const zoneQueriesLogged: PolicyRule = {
  id: 'zone-queries-logged',
  title: 'Public zones of Route 53 log their queries.',
  why: 'Without the log, a name that was taken over, and the clients that asked for it, are not found.',
  fix: `Write the queries to a log group in us-east-1:
  new aws.route53.QueryLog('shop', { zoneId: zone.zoneId, cloudwatchLogGroupArn: group.arn });`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html',
  controls: ['Route53.2'],
  check: eachOf(['aws:route53/zone:Zone'], zoneResult),
  examples: {
    passing: [
      `const shop = new aws.route53.Zone('shop', { name: 'example.com' });
new aws.route53.QueryLog('shop', { zoneId: shop.zoneId, cloudwatchLogGroupArn: 'arn' });`,
      `new aws.route53.Zone('inside', { name: 'shop.internal', vpcs: [{ vpcId: 'vpc-1' }] });`,
    ],
    failing: [`new aws.route53.Zone('shop', { name: 'example.com' });`],
  },
};

function zoneResult(zone: Node, graph: ResourceGraph): Result {
  const { vpcs } = zone.inputs;
  if (isUnknown(vpcs)) return unknown('vpcs');
  if (listOf(vpcs).length > 0) return undefined;
  return configuredBy(zone, graph, {
    type: 'aws:route53/queryLog:QueryLog',
    input: 'zoneId',
    passes: 'Its queries are logged.',
    fails: 'The queries of the zone are not logged.',
  });
}
