import { requirementRule } from './requirements.ts';

export const loadBalancerZones = requirementRule({
  id: 'load-balancer-zones',
  title: 'Load balancers are in several availability zones.',
  why: 'When the zone fails, the service cannot be reached.',
  fix: `Name a subnet in each of two zones:
  subnets: [first.id, second.id]`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html',
  controls: ['ELB.10', 'ELB.13'],
  requires: [
    {
      types: ['aws:lb/loadBalancer:LoadBalancer', 'aws:elb/loadBalancer:LoadBalancer'],
      path: 'subnets',
      atLeast: 2,
      leftOut: 'passes',
      fails: 'The load balancer is in a single subnet.',
      passes: 'It is in several subnets.',
    },
    {
      types: ['aws:lb/loadBalancer:LoadBalancer'],
      path: 'subnetMappings',
      atLeast: 2,
      leftOut: 'passes',
      fails: 'The load balancer is in a single subnet.',
      passes: 'It is in several subnets.',
    },
    {
      types: ['aws:elb/loadBalancer:LoadBalancer'],
      path: 'availabilityZones',
      atLeast: 2,
      leftOut: 'passes',
      fails: 'The load balancer is in a single zone.',
      passes: 'It is in several zones.',
    },
  ],
  examples: {
    passing: [`new aws.lb.LoadBalancer('web', { subnets: ['subnet-1', 'subnet-2'] });`],
    failing: [`new aws.lb.LoadBalancer('web', { loadBalancerType: 'network', subnets: ['subnet-1'] });`],
    unverifiable: [
      `const other = new pulumi.StackReference('other').getOutput('setting') as pulumi.Output<any>;
new aws.lb.LoadBalancer('web', { subnets: other });`,
    ],
  },
});
