import { canonical, listOf, type Node, numberOf, type ResourceGraph, valueAt } from '@goldpath/program';

const balancer = 'aws:lb/loadBalancer:LoadBalancer';
const classicBalancer = 'aws:elb/loadBalancer:LoadBalancer';

/**
 * Returns the ports that a load balancer listens on. A port that is known only when it is deployed is `undefined`.
 *
 * @returns `undefined` when it is not a load balancer, or has no listener
 */
export function listenerPortsOf(graph: ResourceGraph, node: Node): (number | undefined)[] | undefined {
  const type = canonical(node.type);
  if (type === classicBalancer)
    return listOf(node.inputs.listeners).map(listener => numberOf(valueAt(listener, ['lbPort'])));
  if (type !== balancer) return undefined;
  const listeners = graph.pointingAt(node, 'aws:lb/listener:Listener', ['loadBalancerArn']);
  if (listeners.length === 0) return undefined;
  return [...new Set(listeners.map(({ inputs }) => numberOf(inputs.port)))];
}
