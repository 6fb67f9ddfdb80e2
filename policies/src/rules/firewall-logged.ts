import type { Node, ResourceGraph } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { configuredBy, eachOf, type Result } from './settings.ts';

export const firewallLogged: PolicyRule = {
  id: 'firewall-logged',
  title: 'Network firewalls write a log.',
  why: 'Without the log, the connections that were refused, and those that got through, are not known.',
  fix: `Write alerts and flows to a log group, a bucket or a stream:
  new aws.networkfirewall.LoggingConfiguration('edge', { firewallArn: firewall.arn, loggingConfiguration: { logDestinationConfigs: [
    { logType: 'ALERT', logDestinationType: 'CloudWatchLogs', logDestination: { logGroup: group.name } },
  ] } });`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-logging.html',
  controls: ['NetworkFirewall.2'],
  check: eachOf(['aws:networkfirewall/firewall:Firewall'], firewallResult),
  examples: {
    passing: [
      `const edge = new aws.networkfirewall.Firewall('edge', { firewallPolicyArn: 'arn', vpcId: 'vpc-1', subnetMappings: [] });
new aws.networkfirewall.LoggingConfiguration('edge', { firewallArn: edge.arn, loggingConfiguration: { logDestinationConfigs: [] } });`,
    ],
    failing: [
      `new aws.networkfirewall.Firewall('edge', { firewallPolicyArn: 'arn', vpcId: 'vpc-1', subnetMappings: [] });`,
    ],
  },
};

function firewallResult(firewall: Node, graph: ResourceGraph): Result {
  return configuredBy(firewall, graph, {
    type: 'aws:networkfirewall/loggingConfiguration:LoggingConfiguration',
    input: 'firewallArn',
    passes: 'It writes a log.',
    fails: 'The firewall has no log.',
  });
}
