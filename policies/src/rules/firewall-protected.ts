import { requirementRule } from './requirements.ts';

/** Stages for development, which are deleted often, are left out. */
export const firewallProtected = requirementRule({
  id: 'firewall-protected',
  title: 'Network firewalls are protected from deletion.',
  why: 'Without the firewall, or in a network that it does not cover, traffic is not checked.',
  fix: `Turn on both protections:
  deleteProtection: true, subnetChangeProtection: true`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-settings.html',
  controls: ['NetworkFirewall.9', 'NetworkFirewall.10'],
  requires: [
    {
      types: ['aws:networkfirewall/firewall:Firewall'],
      path: 'deleteProtection',
      is: true,
      leftOut: 'fails',
      onlyIn: 'production',
      fails: 'The firewall can be deleted.',
      passes: 'It cannot be deleted.',
      remediation: 'in-place',
    },
    {
      types: ['aws:networkfirewall/firewall:Firewall'],
      path: 'subnetChangeProtection',
      is: true,
      leftOut: 'fails',
      onlyIn: 'production',
      fails: 'The subnets of the firewall can be changed.',
      passes: 'Its subnets cannot be changed.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.networkfirewall.Firewall('edge', { firewallPolicyArn: 'arn', vpcId: 'vpc-1', subnetMappings: [{ subnetId: 'subnet-1' }], deleteProtection: true, subnetChangeProtection: true });`,
    ],
    failing: [
      `new aws.networkfirewall.Firewall('edge', { firewallPolicyArn: 'arn', vpcId: 'vpc-1', subnetMappings: [{ subnetId: 'subnet-1' }] });`,
    ],
  },
});
