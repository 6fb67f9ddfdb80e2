import { plainListenerCheck } from './plainListener.ts';
import type { PolicyRule } from './rule.ts';
import { eachOf } from './settings.ts';

/** A load balancer with deletion protection is checked by `load-balancer-https`. */
export const httpRedirected: PolicyRule = {
  id: 'http-redirected',
  title: 'Public load balancers redirect HTTP to HTTPS.',
  why: 'Over plain HTTP, anyone on the way to the load balancer can read passwords and access tokens, and change answers.',
  fix: `Redirect the requests, and forward them from a listener with a certificate:
  defaultActions: [{ type: 'redirect', redirect: { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_301' } }]
Where plain HTTP is accepted, give the listener the tag plain-http with the value accepted.`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html',
  controls: ['ELB.1'],
  check: eachOf(
    ['aws:lb/listener:Listener'],
    plainListenerCheck(
      'public',
      'It forwards requests over plain HTTP instead of redirecting them to HTTPS.',
    ),
  ),
  examples: {
    passing: [
      `const web = new aws.lb.LoadBalancer('web');
new aws.lb.Listener('http', { loadBalancerArn: web.arn, protocol: 'HTTP', port: 80, defaultActions: [
  { type: 'redirect', redirect: { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_301' } },
] });`,
      `const inner = new aws.lb.LoadBalancer('inner', { internal: true });
new aws.lb.Listener('http', { loadBalancerArn: inner.arn, protocol: 'HTTP', port: 80, defaultActions: [{ type: 'forward' }] });`,
    ],
    failing: [
      `const web = new aws.lb.LoadBalancer('web');
new aws.lb.Listener('http', { loadBalancerArn: web.arn, protocol: 'HTTP', port: 80, defaultActions: [{ type: 'forward' }] });`,
    ],
  },
};
