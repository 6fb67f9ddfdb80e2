import { requirementRule } from './requirements.ts';

/** A listener for TCP may pass TLS on to its instances, which the program does not show. */
export const classicHttps = requirementRule({
  id: 'classic-https',
  title: 'Classic load balancers answer over HTTPS.',
  why: 'Over plain HTTP, anyone on the way to the load balancer can read passwords and access tokens, and change answers.',
  fix: `End TLS at the load balancer:
  listeners: [{ lbPort: 443, lbProtocol: 'https', sslCertificateId: certificate.arn, instancePort: 80, instanceProtocol: 'http' }]`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-https-load-balancers.html',
  controls: ['ELB.3'],
  requires: [
    {
      types: ['aws:elb/loadBalancer:LoadBalancer'],
      path: 'listeners.*.lbProtocol',
      matches: /^(?!http$)/i,
      leftOut: 'passes',
      fails: 'A listener answers over plain HTTP.',
      passes: 'No listener answers over plain HTTP.',
    },
  ],
  examples: {
    passing: [
      `new aws.elb.LoadBalancer('old', { listeners: [{ instancePort: 80, instanceProtocol: 'http', lbPort: 443, lbProtocol: 'https', sslCertificateId: 'arn' }] });`,
    ],
    failing: [
      `new aws.elb.LoadBalancer('old', { listeners: [{ instancePort: 80, instanceProtocol: 'http', lbPort: 80, lbProtocol: 'http' }] });`,
    ],
  },
});
