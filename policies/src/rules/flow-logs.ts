import type { Node, ResourceGraph } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, pass, type Result } from './settings.ts';

const flowLog = 'aws:ec2/flowLog:FlowLog';
const networks = ['aws:ec2/vpc:Vpc', 'aws:ec2/defaultVpc:DefaultVpc'];

/** A flow log of every subnet of a network is not counted: a new subnet would be without one. */
export const flowLogs: PolicyRule = {
  id: 'flow-logs',
  title: 'Networks record their traffic in flow logs.',
  why: 'After an incident, nothing shows which addresses exchanged data with the network.',
  fix: `Add a flow log that records at least the rejected traffic:
  new aws.ec2.FlowLog('network', { vpcId: vpc.id, trafficType: 'REJECT', logDestinationType: 's3', logDestination: logs.arn });`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html',
  controls: ['EC2.6'],
  check: eachOf(networks, flowLogResult),
  examples: {
    passing: [
      `const vpc = new aws.ec2.Vpc('network', { cidrBlock: '10.0.0.0/16' });
new aws.ec2.FlowLog('network', { vpcId: vpc.id, trafficType: 'ALL', logDestinationType: 's3', logDestination: 'arn:aws:s3:::logs' });`,
    ],
    failing: [
      `new aws.ec2.Vpc('network', { cidrBlock: '10.0.0.0/16' });`,
      `new aws.ec2.DefaultVpc('network');`,
    ],
    unverifiable: [
      `const vpc = new aws.ec2.Vpc('network', { cidrBlock: '10.0.0.0/16' });
new aws.ec2.FlowLog('network', { vpcId: new pulumi.StackReference('other').getOutput('vpc'), logDestination: 'arn:aws:s3:::logs' });`,
    ],
  },
};

function flowLogResult(vpc: Node, graph: ResourceGraph): Result {
  if (graph.pointingAt(vpc, flowLog, ['vpcId']).length > 0) return pass('It has a flow log.');
  const isOpen = graph.ofType(flowLog).some(log => {
    const [target] = graph.targets(log, ['vpcId'], networks);
    return target && !target.node && target.value === undefined;
  });
  if (!isOpen) return fail('It has no flow log.');
  const message = 'The program has a flow log whose network is known only when it is deployed.';
  return { verdict: 'unverifiable', message };
}
