import { requirementRule } from './requirements.ts';

export const loadBalancerDropsHeaders = requirementRule({
  id: 'load-balancer-drops-headers',
  title: 'Load balancers drop headers that are not valid.',
  why: 'A header that servers read differently can hide a second request in the first.',
  fix: `Drop them:
  dropInvalidHeaderFields: true`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html',
  controls: ['ELB.4'],
  requires: [
    {
      types: ['aws:lb/loadBalancer:LoadBalancer'],
      path: 'dropInvalidHeaderFields',
      is: true,
      leftOut: 'fails',
      when: [{ path: 'loadBalancerType', is: 'application', leftOut: 'met' }],
      fails: 'The load balancer passes headers on that are not valid.',
      passes: 'It drops headers that are not valid.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.lb.LoadBalancer('web', { subnets: ['subnet-1', 'subnet-2'], dropInvalidHeaderFields: true });`,
      `new aws.lb.LoadBalancer('web', { subnets: ['subnet-1', 'subnet-2'], loadBalancerType: 'network' });`,
    ],
    failing: [`new aws.lb.LoadBalancer('web', { subnets: ['subnet-1', 'subnet-2'] });`],
    unverifiable: [
      `const other = new pulumi.StackReference('other').getOutput('setting') as pulumi.Output<any>;
new aws.lb.LoadBalancer('web', { subnets: ['subnet-1', 'subnet-2'], dropInvalidHeaderFields: other });`,
    ],
  },
});
