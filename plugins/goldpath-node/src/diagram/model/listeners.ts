import { canonical, listOf, type Node, numberOf, type ResourceGraph, valueAt } from '@goldpath/policies';

const balancer = 'aws:lb/loadBalancer:LoadBalancer';
const classic = 'aws:elb/loadBalancer:LoadBalancer';

/**
 * The ports on which a load balancer listens.
 *
 * @returns nothing when it is none, or has no listener; an undefined port is known only when it is deployed
 */
export function listenerPortsOf(graph: ResourceGraph, node: Node): (number | undefined)[] | undefined {
  const type = canonical(node.type);
  if (type === classic) return listOf(node.inputs.listeners).map(item => numberOf(valueAt(item, ['lbPort'])));
  if (type !== balancer) return undefined;
  const listeners = graph.pointingAt(node, 'aws:lb/listener:Listener', ['loadBalancerArn']);
  return listeners.length > 0
    ? [...new Set(listeners.map(({ inputs }) => numberOf(inputs.port)))]
    : undefined;
}
