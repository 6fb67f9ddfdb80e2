import { requirementRule } from './requirements.ts';

/** The provider turns it on by default. */
export const classicZonesBalanced = requirementRule({
  id: 'classic-zones-balanced',
  title: 'Classic load balancers spread requests over all zones.',
  why: 'A zone with few servers gets as many requests as one with many, and fails first.',
  fix: 'Remove crossZoneLoadBalancing, or set it to true.',
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-disable-crosszone-lb.html',
  controls: ['ELB.9'],
  requires: [
    {
      types: ['aws:elb/loadBalancer:LoadBalancer'],
      path: 'crossZoneLoadBalancing',
      is: true,
      leftOut: 'passes',
      fails: 'Each zone gets the same number of requests.',
      passes: 'It spreads requests over all zones.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.elb.LoadBalancer('web', { availabilityZones: ['us-east-1a', 'us-east-1b'], listeners: [{ instancePort: 80, instanceProtocol: 'http', lbPort: 80, lbProtocol: 'http' }] });`,
    ],
    failing: [
      `new aws.elb.LoadBalancer('web', { availabilityZones: ['us-east-1a', 'us-east-1b'], listeners: [{ instancePort: 80, instanceProtocol: 'http', lbPort: 80, lbProtocol: 'http' }], crossZoneLoadBalancing: false });`,
    ],
  },
});
