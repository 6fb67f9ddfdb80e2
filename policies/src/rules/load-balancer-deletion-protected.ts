import { requirementRule } from './requirements.ts';

/** Stages for development, which may be deleted, are left out. */
export const loadBalancerDeletionProtected = requirementRule({
  id: 'load-balancer-deletion-protected',
  title: 'Load balancers are protected against deletion.',
  why: 'A wrong command deletes the address that all users have.',
  fix: `Turn on deletion protection; to delete the load balancer, turn it off first:
  enableDeletionProtection: true`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html',
  controls: ['ELB.6'],
  requires: [
    {
      types: ['aws:lb/loadBalancer:LoadBalancer'],
      path: 'enableDeletionProtection',
      is: true,
      leftOut: 'fails',
      onlyIn: 'production',
      fails: 'One call can delete the load balancer.',
      passes: 'It cannot be deleted before its protection is turned off.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.lb.LoadBalancer('web', { subnets: ['subnet-1', 'subnet-2'], enableDeletionProtection: true });`,
    ],
    failing: [`new aws.lb.LoadBalancer('web', { subnets: ['subnet-1', 'subnet-2'] });`],
  },
});
