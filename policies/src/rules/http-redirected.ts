import { isUnknown, listOf, type Node, type ResourceGraph, valueAt } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, pass, type Result, unknown } from './settings.ts';

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
  check: eachOf(['aws:lb/listener:Listener'], listenerResult),
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

function listenerResult(listener: Node, graph: ResourceGraph): Result {
  const [target] = graph.targets(listener, ['loadBalancerArn'], ['aws:lb/loadBalancer:LoadBalancer']);
  const balancer = target?.node?.inputs;
  if (!balancer || balancer.internal === true || balancer.enableDeletionProtection === true) return undefined;
  const { protocol, defaultActions, tags } = listener.inputs;
  if (isUnknown(protocol) || isUnknown(defaultActions)) return unknown('Its answer to requests');
  if (protocol !== 'HTTP' || ['accepted', 'refused'].includes(String(valueAt(tags, ['plain-http']))))
    return undefined;
  const isForwarded = listOf(defaultActions).some(action => valueAt(action, ['type']) === 'forward');
  if (!isForwarded) return pass('It forwards no requests over plain HTTP.');
  return fail('It forwards requests over plain HTTP instead of redirecting them to HTTPS.');
}
