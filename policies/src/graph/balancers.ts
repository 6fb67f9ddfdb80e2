import { holdsUnknown, listOf, valueAt, type Node, type ResourceGraph } from './graph.ts';

const types = {
  balancer: 'aws:lb/loadBalancer:LoadBalancer',
  classic: 'aws:elb/loadBalancer:LoadBalancer',
  listener: 'aws:lb/listener:Listener',
  rule: 'aws:lb/listenerRule:ListenerRule',
  targets: 'aws:lb/targetGroup:TargetGroup',
};

/** The load balancers that send requests to a service. */
export interface Balancers {
  balancers: Node[];
  /** why there may be others; nothing when all are told */
  unseen?: string;
}

/** Joins a service to its target groups, these to the listeners that forward to them, and those to their load balancers. */
export function balancersOf(graph: ResourceGraph, service: Node): Balancers {
  const found = listOf(service.inputs.loadBalancers).map(entry => entryBalancers(graph, service, entry));
  const unseen = found.find(one => one.unseen)?.unseen;
  return { balancers: [...new Set(found.flatMap(one => one.balancers))], ...(unseen && { unseen }) };
}

function entryBalancers(graph: ResourceGraph, service: Node, entry: unknown): Balancers {
  const value = valueAt(entry, ['targetGroupArn']);
  if (value === undefined || value === '') {
    const classic = graph.target(valueAt(entry, ['elbName']), 'elbName', [types.classic]);
    return classic.node ? { balancers: [classic.node] } : { balancers: [], unseen: classic.unknown };
  }
  const targets = graph.target(value, 'targetGroupArn', [types.targets]);
  if (!targets.node) return { balancers: [], unseen: targets.unknown };
  const { forwarders, unclear } = graph.remember('forwarders', 'balancers', () => indexForwarders(graph));
  const listeners = forwarders.get(targets.node) ?? [];
  const found = listeners.flatMap(listener => balancerOf(graph, listener));
  const unseen =
    found.find(one => typeof one === 'string') ??
    (found.length === 0 ? `no listener forwards to the target group of ${service.name}` : unclear);
  return { balancers: found.filter(one => typeof one === 'object'), ...(unseen && { unseen }) };
}

/** The listeners and their rules, by the target groups that they forward to. */
function indexForwarders(graph: ResourceGraph): { forwarders: Map<Node, Node[]>; unclear?: string } {
  const forwarders = new Map<Node, Node[]>();
  let unclear: string | undefined;
  for (const node of graph.ofType(types.listener, types.rule)) {
    const actions = [...listOf(node.inputs.defaultActions), ...listOf(node.inputs.actions)];
    const arns = actions.flatMap(action => [
      valueAt(action, ['targetGroupArn']),
      ...listOf(valueAt(action, ['forward', 'targetGroups'])).map(group => valueAt(group, ['arn'])),
    ]);
    if (arns.some(holdsUnknown)) unclear = `where ${node.name} forwards to is known only when it is deployed`;
    for (const arn of new Set(arns)) {
      const { node: targets } = graph.target(arn, 'targetGroupArn', [types.targets]);
      if (targets) forwarders.set(targets, [...(forwarders.get(targets) ?? []), node]);
    }
  }
  return { forwarders, ...(unclear && { unclear }) };
}

/** @param forwarder a listener, or a rule of one */
function balancerOf(graph: ResourceGraph, forwarder: Node): (Node | string)[] {
  const listeners = graph.targets(forwarder, ['listenerArn'], [types.listener]);
  const ends = listeners.length > 0 ? listeners : [{ node: forwarder }];
  return ends.flatMap(end => {
    if (!end.node) return [`the listener of ${forwarder.name}: ${end.unknown}`];
    return graph
      .targets(end.node, ['loadBalancerArn'], [types.balancer])
      .map(target => target.node ?? `the load balancer of ${forwarder.name}: ${target.unknown}`);
  });
}
