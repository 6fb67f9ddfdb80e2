import { requirementRule } from './requirements.ts';

/** The logs of a network load balancer have only connections over TLS. */
export const loadBalancerLogged = requirementRule({
  id: 'load-balancer-logged',
  title: 'Load balancers log requests.',
  why: 'After an attack, nothing shows which requests came from where.',
  fix: `Write the logs to a bucket:
  accessLogs: { bucket: logs.bucket, enabled: true }`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html',
  controls: ['ELB.5'],
  requires: [
    {
      types: ['aws:lb/loadBalancer:LoadBalancer'],
      path: 'accessLogs.enabled',
      is: true,
      leftOut: 'fails',
      when: [{ path: 'loadBalancerType', is: 'application', leftOut: 'met' }],
      fails: 'The load balancer logs no requests.',
      passes: 'It logs requests.',
    },
    {
      types: ['aws:elb/loadBalancer:LoadBalancer'],
      path: 'accessLogs',
      set: true,
      leftOut: 'fails',
      fails: 'The load balancer logs no requests.',
      passes: 'It logs requests.',
    },
    {
      types: ['aws:elb/loadBalancer:LoadBalancer'],
      path: 'accessLogs?.enabled',
      is: true,
      leftOut: 'passes',
      fails: 'The log of requests is off.',
      passes: 'The log of requests is on.',
      remediation: 'in-place',
    },
  ],
  // a log that is left out needs a bucket
  remediations: [
    {
      types: ['aws:lb/loadBalancer:LoadBalancer'],
      path: 'accessLogs?.enabled',
      value: true,
      change: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.lb.LoadBalancer('web', { subnets: ['subnet-1', 'subnet-2'], accessLogs: { bucket: 'logs', enabled: true } });`,
      `new aws.elb.LoadBalancer('web', { availabilityZones: ['us-east-1a', 'us-east-1b'], listeners: [{ instancePort: 80, instanceProtocol: 'http', lbPort: 80, lbProtocol: 'http' }], accessLogs: { bucket: 'logs' } });`,
    ],
    failing: [
      `new aws.lb.LoadBalancer('web', { subnets: ['subnet-1', 'subnet-2'] });`,
      `new aws.lb.LoadBalancer('web', { subnets: ['subnet-1', 'subnet-2'], accessLogs: { bucket: 'logs' } });`,
      `new aws.elb.LoadBalancer('web', { availabilityZones: ['us-east-1a', 'us-east-1b'], listeners: [{ instancePort: 80, instanceProtocol: 'http', lbPort: 80, lbProtocol: 'http' }] });`,
    ],
  },
});
