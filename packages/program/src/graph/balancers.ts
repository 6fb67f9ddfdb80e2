import { holdsUnknown, listOf, type Node, type ResourceGraph, valueAt } from './graph.ts';

const types = {
  balancer: 'aws:lb/loadBalancer:LoadBalancer',
  classic: 'aws:elb/loadBalancer:LoadBalancer',
  listener: 'aws:lb/listener:Listener',
  rule: 'aws:lb/listenerRule:ListenerRule',
  targetGroup: 'aws:lb/targetGroup:TargetGroup',
};

/** The load balancers that send requests to a service. */
export interface Balancers {
  balancers: Node[];
  /** why there may be others; left out when all are known */
  unseen?: string | undefined;
}

/** Follows a service to its target groups, to the listeners that forward to them, and to their load balancers. */
export function balancersOf(graph: ResourceGraph, service: Node): Balancers {
  const found = listOf(service.inputs.loadBalancers).map(entry => entryBalancers(graph, service, entry));
  const balancers = [...new Set(found.flatMap(entry => entry.balancers))];
  const unseen = found.find(entry => entry.unseen)?.unseen;
  return { balancers, unseen };
}

function entryBalancers(graph: ResourceGraph, service: Node, entry: unknown): Balancers {
  const arn = valueAt(entry, ['targetGroupArn']);
  if (arn === undefined || arn === '') {
    const classic = graph.target(valueAt(entry, ['elbName']), 'elbName', [types.classic]);
    if (!classic.node) return { balancers: [], unseen: classic.unknown };
    return { balancers: [classic.node] };
  }
  const group = graph.target(arn, 'targetGroupArn', [types.targetGroup]);
  if (!group.node) return { balancers: [], unseen: group.unknown };
  const { forwarders, unclear } = graph.remember('forwarders', 'balancers', () => indexForwarders(graph));
  const found = (forwarders.get(group.node) ?? []).map(forwarder => balancersOfForwarder(graph, forwarder));
  const balancers = found.flatMap(one => one.balancers);
  const unknown = found.find(({ unseen }) => unseen)?.unseen;
  if (unknown !== undefined) return { balancers, unseen: unknown };
  if (balancers.length === 0)
    return { balancers, unseen: `no listener forwards to the target group of ${service.name}` };
  return { balancers, unseen: unclear };
}

/** The listeners and listener rules, by the target groups that they forward to. */
interface ForwarderIndex {
  forwarders: Map<Node, Node[]>;
  /** why there may be more of them */
  unclear?: string | undefined;
}

function indexForwarders(graph: ResourceGraph): ForwarderIndex {
  const index: ForwarderIndex = { forwarders: new Map() };
  for (const node of graph.ofType(types.listener, types.rule)) {
    const actions = [...listOf(node.inputs.defaultActions), ...listOf(node.inputs.actions)];
    const arns = actions.flatMap(targetGroupArns);
    if (arns.some(holdsUnknown))
      index.unclear = `where ${node.name} forwards to is known only when it is deployed`;
    for (const arn of new Set(arns)) {
      const { node: group } = graph.target(arn, 'targetGroupArn', [types.targetGroup]);
      if (group) index.forwarders.set(group, [...(index.forwarders.get(group) ?? []), node]);
    }
  }
  return index;
}

function targetGroupArns(action: unknown): unknown[] {
  const weighted = listOf(valueAt(action, ['forward', 'targetGroups']));
  return [valueAt(action, ['targetGroupArn']), ...weighted.map(group => valueAt(group, ['arn']))];
}

/** @param forwarder a listener, or a rule of a listener */
function balancersOfForwarder(graph: ResourceGraph, forwarder: Node): Balancers {
  const listeners = graph.targets(forwarder, ['listenerArn'], [types.listener]);
  const unknown = listeners.find(listener => !listener.node)?.unknown;
  if (unknown !== undefined)
    return { balancers: [], unseen: `the listener of ${forwarder.name}: ${unknown}` };
  const [listener = forwarder] = listeners.map(({ node }) => node).filter(node => node !== undefined);
  const targets = graph.targets(listener, ['loadBalancerArn'], [types.balancer]);
  const balancers = targets.map(({ node }) => node).filter(node => node !== undefined);
  const missing = targets.find(target => !target.node)?.unknown;
  if (missing === undefined) return { balancers };
  return { balancers, unseen: `the load balancer of ${forwarder.name}: ${missing}` };
}
