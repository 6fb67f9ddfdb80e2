import { isUnknown, listOf, type Node, type ResourceGraph, valueAt } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, missing, pass, type Result, switchOf, unknown } from './settings.ts';

const negotiation = 'aws:elb/sslNegotiationPolicy:SslNegotiationPolicy';
const policy = 'aws:elb/loadBalancerPolicy:LoadBalancerPolicy';
const type = 'SSLNegotiationPolicyType';
const strong = 'ELBSecurityPolicy-TLS-1-2-2017-01';
const oldProtocols = ['Protocol-SSLv2', 'Protocol-SSLv3', 'Protocol-TLSv1', 'Protocol-TLSv1.1'];

/** Without a policy, a listener has ELBSecurityPolicy-2016-08, which accepts TLS 1.0. */
export const classicTls: PolicyRule = {
  id: 'classic-tls',
  title: 'Classic load balancers accept only TLS 1.2.',
  why: 'TLS 1.0 and 1.1 have known weaknesses, and no current client needs them.',
  fix: `Refer to the predefined policy for TLS 1.2:
  new aws.elb.SslNegotiationPolicy('old', { loadBalancer: balancer.id, lbPort: 443,
    attributes: [{ name: 'Reference-Security-Policy', value: 'ELBSecurityPolicy-TLS-1-2-2017-01' }] });`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-policy-table.html',
  controls: ['ELB.8'],
  check: eachOf(['aws:elb/loadBalancer:LoadBalancer'], balancerResult),
  examples: {
    passing: [
      `const old = new aws.elb.LoadBalancer('old', { listeners: [{ instancePort: 80, instanceProtocol: 'http', lbPort: 443, lbProtocol: 'https', sslCertificateId: 'arn' }] });
new aws.elb.SslNegotiationPolicy('old', { loadBalancer: old.id, lbPort: 443, attributes: [{ name: 'Reference-Security-Policy', value: 'ELBSecurityPolicy-TLS-1-2-2017-01' }] });`,
      `const old = new aws.elb.LoadBalancer('old', { listeners: [{ instancePort: 80, instanceProtocol: 'http', lbPort: 443, lbProtocol: 'https', sslCertificateId: 'arn' }] });
new aws.elb.LoadBalancerPolicy('old', { loadBalancerName: old.name, policyName: 'tls', policyTypeName: 'SSLNegotiationPolicyType', policyAttributes: [{ name: 'Protocol-TLSv1.2', value: 'true' }] });`,
    ],
    failing: [
      `new aws.elb.LoadBalancer('old', { listeners: [{ instancePort: 80, instanceProtocol: 'http', lbPort: 443, lbProtocol: 'https', sslCertificateId: 'arn' }] });`,
      `const old = new aws.elb.LoadBalancer('old', { listeners: [{ instancePort: 80, instanceProtocol: 'http', lbPort: 443, lbProtocol: 'https', sslCertificateId: 'arn' }] });
new aws.elb.SslNegotiationPolicy('old', { loadBalancer: old.id, lbPort: 443, attributes: [{ name: 'Protocol-TLSv1', value: 'true' }] });`,
    ],
  },
};

function balancerResult(balancer: Node, graph: ResourceGraph): Result {
  const protocols = listOf(balancer.inputs.listeners).map(each => valueAt(each, ['lbProtocol']));
  const endsTls = protocols.some(protocol => /^(https|ssl)$/i.test(String(protocol)));
  const isUnclear = protocols.some(isUnknown);
  if (!endsTls && !isUnclear) return undefined;
  const states = [
    ...graph
      .pointingAt(balancer, negotiation, ['loadBalancer'])
      .map(({ inputs }) => stateOf(inputs.attributes)),
    ...graph
      .pointingAt(balancer, policy, ['loadBalancerName'])
      .filter(({ inputs }) => inputs.policyTypeName === type || isUnknown(inputs.policyTypeName))
      .map(({ inputs }) => (isUnknown(inputs.policyTypeName) ? 'unknown' : stateOf(inputs.policyAttributes))),
  ];
  if (states.length > 0 && states.every(state => state === 'strong')) return pass('It accepts only TLS 1.2.');
  if (!endsTls) return unknown('The protocol of a listener');
  if (states.includes('weak')) return fail('It accepts versions before TLS 1.2.');
  if (states.length > 0) return unknown('The policy of a listener');
  const message = 'It has no policy, so it accepts TLS 1.0.';
  const result = missing(graph, [negotiation], 'loadBalancer', message);
  return result?.verdict === 'fail' ? missing(graph, [policy], 'loadBalancerName', message) : result;
}

function stateOf(attributes: unknown): 'strong' | 'weak' | 'unknown' {
  const given = listOf(attributes).map(each => ({
    name: valueAt(each, ['name']),
    value: valueAt(each, ['value']),
  }));
  if (given.some(({ name, value }) => isUnknown(name) || isUnknown(value))) return 'unknown';
  const reference = given.find(({ name }) => name === 'Reference-Security-Policy');
  if (reference) return reference.value === strong ? 'strong' : 'weak';
  const hasOld = given.some(
    ({ name, value }) => oldProtocols.includes(String(name)) && switchOf(value) === 'on',
  );
  return hasOld ? 'weak' : 'strong';
}
