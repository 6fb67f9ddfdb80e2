import { isUnknown, type Node, type ResourceGraph, subnetTypes, type Target } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, pass, type Result, switchOf, unknown } from './settings.ts';

/** The inputs that hold the subnets, by type. */
const places: Record<string, readonly string[][]> = {
  'aws:efs/mountTarget:MountTarget': [['subnetId']],
  'aws:emr/cluster:Cluster': [
    ['ec2Attributes', 'subnetId'],
    ['ec2Attributes', 'subnetIds'],
  ],
};

export const subnetGivesNoAddress: PolicyRule = {
  id: 'subnet-gives-no-address',
  title: 'Mount targets of EFS and clusters of EMR are in subnets that give no public addresses.',
  why: 'With a public address, a file system or the primary node of a cluster is one security-group mistake away from the internet.',
  fix: 'Use a subnet without mapPublicIpOnLaunch, whose route to the internet is a NAT gateway.',
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html',
  controls: ['EFS.6', 'EMR.1'],
  check: eachOf(Object.keys(places), placeResult),
  examples: {
    passing: [
      `const inside = new aws.ec2.Subnet('inside', { vpcId: 'vpc-1', cidrBlock: '10.0.0.0/24', mapPublicIpOnLaunch: false });
new aws.efs.MountTarget('files', { fileSystemId: 'fs-1', subnetId: inside.id });`,
    ],
    failing: [
      `const open = new aws.ec2.Subnet('open', { vpcId: 'vpc-1', cidrBlock: '10.0.0.0/24', mapPublicIpOnLaunch: true });
new aws.efs.MountTarget('files', { fileSystemId: 'fs-1', subnetId: open.id });`,
      `const open = new aws.ec2.Subnet('open', { vpcId: 'vpc-1', cidrBlock: '10.0.0.0/24', mapPublicIpOnLaunch: true });
new aws.emr.Cluster('sales', { releaseLabel: 'emr-7.9.0', serviceRole: 'arn', ec2Attributes: { instanceProfile: 'arn', subnetId: open.id } });`,
    ],
    unverifiable: [`new aws.efs.MountTarget('files', { fileSystemId: 'fs-1', subnetId: 'subnet-1' });`],
  },
};

function placeResult(resource: Node, graph: ResourceGraph): Result {
  if (isUnknown(resource.inputs.ec2Attributes)) return unknown('ec2Attributes');
  const targets = (places[resource.type] ?? []).flatMap(path => graph.targets(resource, path, subnetTypes));
  if (targets.length === 0) return undefined;
  const states = targets.map(stateOf);
  if (states.includes('on')) return fail('Its subnet gives public addresses.');
  const outside = targets.find(({ node }) => !node || node.external);
  if (outside)
    return {
      verdict: 'unverifiable',
      message: `Whether its subnet gives public addresses is not in the program.`,
    };
  return states.includes('unknown')
    ? unknown('mapPublicIpOnLaunch')
    : pass('Its subnets give no public addresses.');
}

/** A subnet of the default VPC gives public addresses by default. */
function stateOf({ node }: Target) {
  const byDefault = node?.type === 'aws:ec2/defaultSubnet:DefaultSubnet' ? 'on' : 'off';
  return switchOf(node?.inputs.mapPublicIpOnLaunch) ?? byDefault;
}
