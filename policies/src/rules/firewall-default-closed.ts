import { requirementRule } from './requirements.ts';

export const firewallDefaultClosed = requirementRule({
  id: 'firewall-default-closed',
  title: 'A network firewall does not let packets pass that no rule is about.',
  why: 'A packet that the stateless rules do not name reaches its target without being looked at.',
  fix: `Forward such packets to the stateful rules, or drop them:
  statelessDefaultActions: ['aws:forward_to_sfe'], statelessFragmentDefaultActions: ['aws:forward_to_sfe']`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateless-default-actions.html',
  controls: ['NetworkFirewall.4', 'NetworkFirewall.5'],
  requires: [
    {
      types: ['aws:networkfirewall/firewallPolicy:FirewallPolicy'],
      path: 'firewallPolicy.statelessDefaultActions.*',
      noneOf: ['aws:pass'],
      leftOut: 'passes',
      fails: 'Whole packets pass.',
      passes: 'Whole packets do not pass.',
    },
    {
      types: ['aws:networkfirewall/firewallPolicy:FirewallPolicy'],
      path: 'firewallPolicy.statelessFragmentDefaultActions.*',
      noneOf: ['aws:pass'],
      leftOut: 'passes',
      fails: 'Fragments pass.',
      passes: 'Fragments do not pass.',
    },
  ],
  examples: {
    passing: [
      `new aws.networkfirewall.FirewallPolicy('edge', { firewallPolicy: { statelessDefaultActions: ['aws:forward_to_sfe'], statelessFragmentDefaultActions: ['aws:drop'] } });`,
    ],
    failing: [
      `new aws.networkfirewall.FirewallPolicy('edge', { firewallPolicy: { statelessDefaultActions: ['aws:pass'], statelessFragmentDefaultActions: ['aws:drop'] } });`,
      `new aws.networkfirewall.FirewallPolicy('edge', { firewallPolicy: { statelessDefaultActions: ['aws:drop'], statelessFragmentDefaultActions: ['aws:pass'] } });`,
    ],
  },
});
