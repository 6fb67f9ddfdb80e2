import { holdsUnknown, isUnknown, listOf, type Node, type ResourceGraph, valueAt } from '@goldpath/program';
import type { Finding, PolicyRule } from './rule.ts';

const types = {
  balancer: 'aws:lb/loadBalancer:LoadBalancer',
  listener: 'aws:lb/listener:Listener',
  rule: 'aws:lb/listenerRule:ListenerRule',
};

/**
 * The tag of a listener for plain HTTP: `accepted`, or `refused` by a program that can be previewed without a certificate and
 * ends with an error when it is deployed without one.
 */
const tag = 'plain-http';

/**
 * Deletion protection marks the load balancers that matter. A stage for development may answer at the load balancer's own
 * name, which cannot have a certificate.
 */
export const loadBalancerHttps: PolicyRule = {
  id: 'load-balancer-https',
  title: 'A public load balancer with deletion protection forwards only requests over HTTPS.',
  why: 'Over plain HTTP, anyone on the way to the load balancer can read passwords and access tokens, and change answers.',
  fix: `Forward requests from a listener with a certificate, and redirect port 80 to it:
  new aws.lb.Listener('http', { loadBalancerArn: balancer.arn, port: 80, protocol: 'HTTP', defaultActions: [
    { type: 'redirect', redirect: { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_301' } },
  ] });
Where plain HTTP is accepted, give the listener the tag plain-http with the value accepted. A program that can be previewed
without a certificate, and refuses to be deployed without one, gives it the value refused.`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html',
  controls: ['ELB.1'],
  check: graph =>
    graph
      .ofType(types.listener)
      .filter(listener => !listener.external)
      .map(listener => listenerFinding(graph, listener))
      .filter(finding => finding !== undefined),
};

function listenerFinding(graph: ResourceGraph, resource: Node): Finding | undefined {
  const targets = graph.targets(resource, ['loadBalancerArn'], [types.balancer]);
  const balancer = targets.map(({ node }) => node).find(node => node !== undefined);
  if (!balancer || !isProtected(balancer)) return undefined;
  const { protocol } = resource.inputs;
  const report = (verdict: Finding['verdict'], message: string) => ({ resource, verdict, message });
  if (isUnknown(protocol)) return report('unverifiable', 'Its protocol is known only when it is deployed.');
  if (protocol !== 'HTTP') return report('pass', 'It does not serve plain HTTP.');
  const [forwarder] = forwardersOf(graph, resource);
  if (!forwarder) return report('pass', 'It forwards no requests over plain HTTP.');
  const decision = valueAt(resource.inputs, ['tags', tag]);
  if (decision === 'accepted') return report('pass', `Its tag ${tag} accepts plain HTTP.`);
  if (decision === 'refused')
    return report('pass', `Its program is not deployed without a certificate, by its tag ${tag}.`);
  return report(
    'fail',
    `${balancer.name} has deletion protection, and ${forwarder.name} forwards requests over plain HTTP.`,
  );
}

function isProtected({ inputs }: Node): boolean {
  return inputs.enableDeletionProtection === true && inputs.internal !== true;
}

/** The listener and those of its rules that forward requests, or may do so. */
function forwardersOf(graph: ResourceGraph, listener: Node): Node[] {
  const rules = graph
    .ofType(types.rule)
    .filter(rule =>
      graph.targets(rule, ['listenerArn'], [types.listener]).some(({ node }) => node === listener),
    );
  return [listener, ...rules].filter(({ inputs }) =>
    [...listOf(inputs.defaultActions), ...listOf(inputs.actions)].some(forwards),
  );
}

function forwards(action: unknown): boolean {
  const type = valueAt(action, ['type']);
  return holdsUnknown(type) || type === 'forward';
}
