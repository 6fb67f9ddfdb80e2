import { requirementRule } from './requirements.ts';

export const classicConnectionsDrained = requirementRule({
  id: 'classic-connections-drained',
  title: 'Classic load balancers let requests end before they drop a server.',
  why: 'At each deployment, users get errors for the requests that were under way.',
  fix: `Drain the connections:
  connectionDraining: true`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/config-conn-drain.html',
  controls: ['ELB.7'],
  requires: [
    {
      types: ['aws:elb/loadBalancer:LoadBalancer'],
      path: 'connectionDraining',
      is: true,
      leftOut: 'fails',
      fails: 'The load balancer ends requests that are under way.',
      passes: 'It lets requests end.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.elb.LoadBalancer('web', { availabilityZones: ['us-east-1a', 'us-east-1b'], listeners: [{ instancePort: 80, instanceProtocol: 'http', lbPort: 80, lbProtocol: 'http' }], connectionDraining: true });`,
    ],
    failing: [
      `new aws.elb.LoadBalancer('web', { availabilityZones: ['us-east-1a', 'us-east-1b'], listeners: [{ instancePort: 80, instanceProtocol: 'http', lbPort: 80, lbProtocol: 'http' }] });`,
    ],
  },
});
