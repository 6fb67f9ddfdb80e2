import { isUnknown, listOf, type Node, type ResourceGraph } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { configuredBy, eachOf, pass, type Result, unknown } from './settings.ts';

export const networkAclUsed: PolicyRule = {
  id: 'network-acl-used',
  title: 'Network ACLs belong to a subnet.',
  why: 'A list that no subnet uses looks like protection, and is mistaken for the one in effect.',
  fix: `Name its subnets, or remove it:
  subnetIds: [subnet.id]`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html',
  controls: ['EC2.16'],
  check: eachOf(['aws:ec2/networkAcl:NetworkAcl'], aclResult),
  examples: {
    passing: [
      `new aws.ec2.NetworkAcl('web', { vpcId: 'vpc-1', subnetIds: ['subnet-1'] });`,
      `const web = new aws.ec2.NetworkAcl('web', { vpcId: 'vpc-1' });
new aws.ec2.NetworkAclAssociation('web', { networkAclId: web.id, subnetId: 'subnet-1' });`,
    ],
    failing: [`new aws.ec2.NetworkAcl('web', { vpcId: 'vpc-1' });`],
  },
};

function aclResult(acl: Node, graph: ResourceGraph): Result {
  const { subnetIds } = acl.inputs;
  if (isUnknown(subnetIds)) return unknown('subnetIds');
  if (listOf(subnetIds).length > 0) return pass('It belongs to a subnet.');
  return configuredBy(acl, graph, {
    type: 'aws:ec2/networkAclAssociation:NetworkAclAssociation',
    input: 'networkAclId',
    passes: 'It belongs to a subnet.',
    fails: 'It belongs to no subnet.',
  });
}
