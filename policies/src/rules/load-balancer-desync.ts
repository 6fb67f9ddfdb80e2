import { requirementRule } from './requirements.ts';

/** The default mode is defensive. */
export const loadBalancerDesync = requirementRule({
  id: 'load-balancer-desync',
  title: 'Load balancers reject requests that servers could read differently.',
  why: 'Two servers that see different ends of a request let an attacker put a request into the connection of another user.',
  fix: 'Remove desyncMitigationMode, or set it to defensive or strictest.',
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html',
  controls: ['ELB.12', 'ELB.14'],
  requires: [
    {
      types: ['aws:lb/loadBalancer:LoadBalancer', 'aws:elb/loadBalancer:LoadBalancer'],
      path: 'desyncMitigationMode',
      oneOf: ['defensive', 'strictest'],
      leftOut: 'passes',
      fails: 'The load balancer only counts such requests.',
      passes: 'It rejects such requests.',
    },
  ],
  examples: {
    passing: [
      `new aws.lb.LoadBalancer('web', { subnets: ['subnet-1', 'subnet-2'] });`,
      `new aws.lb.LoadBalancer('web', { subnets: ['subnet-1', 'subnet-2'], desyncMitigationMode: 'strictest' });`,
    ],
    failing: [
      `new aws.lb.LoadBalancer('web', { subnets: ['subnet-1', 'subnet-2'], desyncMitigationMode: 'monitor' });`,
      `new aws.elb.LoadBalancer('web', { availabilityZones: ['us-east-1a', 'us-east-1b'], listeners: [{ instancePort: 80, instanceProtocol: 'http', lbPort: 80, lbProtocol: 'http' }], desyncMitigationMode: 'monitor' });`,
    ],
  },
});
