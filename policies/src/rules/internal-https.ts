import { plainListenerCheck } from './plainListener.ts';
import type { PolicyRule } from './rule.ts';
import { eachOf } from './settings.ts';

/** Public load balancers are checked by `http-redirected`. A listener for TCP may pass TLS on, which the program does not show. */
export const internalHttps: PolicyRule = {
  id: 'internal-https',
  title: 'Internal load balancers answer over HTTPS.',
  why: 'Everything that can read the traffic of the network reads passwords and access tokens.',
  fix: `Use a certificate here as well:
  protocol: 'HTTPS', port: 443, certificateArn: certificate.arn
Where plain HTTP is accepted, give the listener the tag plain-http with the value accepted.`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html',
  controls: ['ELB.18'],
  check: eachOf(
    ['aws:lb/listener:Listener'],
    plainListenerCheck('internal', 'It forwards requests over plain HTTP.'),
  ),
  examples: {
    passing: [
      `const inner = new aws.lb.LoadBalancer('inner', { internal: true });
new aws.lb.Listener('https', { loadBalancerArn: inner.arn, protocol: 'HTTPS', port: 443, certificateArn: 'arn', defaultActions: [{ type: 'forward' }] });`,
      `const web = new aws.lb.LoadBalancer('web');
new aws.lb.Listener('http', { loadBalancerArn: web.arn, protocol: 'HTTP', port: 80, defaultActions: [{ type: 'forward' }] });`,
    ],
    failing: [
      `const inner = new aws.lb.LoadBalancer('inner', { internal: true });
new aws.lb.Listener('http', { loadBalancerArn: inner.arn, protocol: 'HTTP', port: 80, defaultActions: [{ type: 'forward' }] });`,
    ],
  },
};
