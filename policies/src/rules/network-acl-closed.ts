import { isUnknown, listOf, type Node } from '@goldpath/program';
import { isOpen, mostOpen } from '../networkAcl.ts';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, pass, type Result, switchOf, unknown } from './settings.ts';

const remote = [22, 3389];
const lists = [
  'aws:ec2/networkAcl:NetworkAcl',
  'aws:ec2/defaultNetworkAcl:DefaultNetworkAcl',
  'aws:ec2/networkAclRule:NetworkAclRule',
];

/** A rule is also closed by one before it that denies the same addresses. */
export const networkAclClosed: PolicyRule = {
  id: 'network-acl-closed',
  title: 'Network ACLs let the internet reach neither SSH nor RDP.',
  why: 'A security group that is opened by mistake is then open to everyone.',
  fix: `Allow the ports that are served, before a rule for the ephemeral ports:
  ingress: [{ ruleNo: 100, action: 'allow', protocol: 'tcp', fromPort: 443, toPort: 443, cidrBlock: '0.0.0.0/0' }]`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html',
  controls: ['EC2.21'],
  scope: 'resource',
  check: eachOf(lists, aclResult),
  examples: {
    passing: [
      `new aws.ec2.NetworkAcl('web', { vpcId: 'vpc-1', ingress: [
  { ruleNo: 90, action: 'deny', protocol: 'tcp', fromPort: 22, toPort: 22, cidrBlock: '0.0.0.0/0' },
  { ruleNo: 100, action: 'allow', protocol: 'tcp', fromPort: 443, toPort: 443, cidrBlock: '0.0.0.0/0' },
] });`,
      `new aws.ec2.NetworkAclRule('out', { networkAclId: 'acl-1', egress: true, ruleNumber: 100, ruleAction: 'allow', protocol: '-1', cidrBlock: '0.0.0.0/0' });`,
    ],
    failing: [
      `new aws.ec2.NetworkAcl('web', { vpcId: 'vpc-1', ingress: [{ ruleNo: 100, action: 'allow', protocol: '-1', fromPort: 0, toPort: 0, cidrBlock: '0.0.0.0/0' }] });`,
      `new aws.ec2.NetworkAclRule('in', { networkAclId: 'acl-1', ruleNumber: 100, ruleAction: 'allow', protocol: 'tcp', fromPort: 22, toPort: 22, cidrBlock: '0.0.0.0/0' });`,
    ],
  },
};

function aclResult({ inputs }: Node): Result {
  if (isUnknown(inputs.ingress)) return unknown('ingress');
  const isOne = inputs.ruleNumber !== undefined;
  const entries = isOne ? [inputs].filter(({ egress }) => switchOf(egress) !== 'on') : listOf(inputs.ingress);
  if (entries.length === 0) return undefined;
  const open = remote.filter(port => isOpen(entries, port));
  if (open.length > 0) return fail(`The internet can reach port ${open.join(' and ')}.`);
  if (remote.some(port => isOpen(mostOpen(entries), port))) return unknown('A rule');
  return pass('The internet can reach neither SSH nor RDP.');
}
