import { balancersOf, listOf, type Node, numberOf, valueAt } from '@goldpath/program';
import type { Item } from '../elements.ts';
import { internet } from './externalItems.ts';
import { listenerPortsOf } from './listeners.ts';
import type { Membership } from './membership.ts';
import { letsIn, portLabel } from './networkFlows.ts';
import { publicAddressOf } from './publicAddress.ts';
import type { Scene } from './scene.ts';
import { namedIn } from './strings.ts';

const types = {
  attachment: 'aws:lb/targetGroupAttachment:TargetGroupAttachment',
  autoscaling: 'aws:autoscaling/group:Group',
  autoscalingAttachment: 'aws:autoscaling/attachment:Attachment',
  balancer: 'aws:lb/loadBalancer:LoadBalancer',
  service: 'aws:ecs/service:Service',
  targets: 'aws:lb/targetGroup:TargetGroup',
};

/** A target of a load balancer. */
interface Forward {
  target: Item;
  targetGroupArn?: unknown;
  elbName?: unknown;
  port: number | undefined;
}

/**
 * Adds arrows from load balancers to the targets whose security groups let them in.
 *
 * @returns the load balancers with known targets: they send requests to no other item
 */
export function addForwards(scene: Scene, membership: Membership): Set<Item> {
  const forwarders = new Set<Item>();
  for (const forward of forwardsOf(scene)) {
    for (const balancer of balancersFor(scene, forward)) {
      const from = scene.itemOf(balancer);
      if (!from) continue;
      forwarders.add(from);
      const { target, port } = forward;
      const verdict = letsIn(scene, membership, target, from, port);
      const label = target.kind === 'function' ? '' : portLabel(port);
      if (verdict !== 'no') scene.addFlow('network', from.id, target.id, label, verdict === 'yes');
    }
  }
  return forwarders;
}

/** Resolves every kind of target as a load balancer of an ECS service is resolved. */
function balancersFor(scene: Scene, { target, targetGroupArn, elbName }: Forward): Node[] {
  const node = scene.nodeOf(target);
  if (!node) return [];
  const inputs = { loadBalancers: [{ targetGroupArn, elbName }] };
  return balancersOf(scene.graph, { ...node, inputs }).balancers;
}

function forwardsOf(scene: Scene): Forward[] {
  return [...serviceForwards(scene), ...attachmentForwards(scene), ...autoscalingForwards(scene)];
}

function serviceForwards(scene: Scene): Forward[] {
  return scene.ofType(types.service).flatMap(([target, { inputs }]) =>
    listOf(inputs.loadBalancers).map(entry => ({
      target,
      targetGroupArn: valueAt(entry, ['targetGroupArn']),
      elbName: valueAt(entry, ['elbName']),
      port: numberOf(valueAt(entry, ['containerPort'])),
    })),
  );
}

function attachmentForwards(scene: Scene): Forward[] {
  return scene.graph.ofType(types.attachment).flatMap(({ inputs: { targetId, targetGroupArn, port } }) =>
    itemsNamed(scene, targetId).map(target => ({
      target,
      targetGroupArn,
      port: numberOf(port) ?? targetGroupPort(scene, targetGroupArn),
    })),
  );
}

function autoscalingForwards(scene: Scene): Forward[] {
  const own = scene
    .ofType(types.autoscaling)
    .map(([target, { inputs }]) => ({ targets: [target], arns: inputs.targetGroupArns }));
  const attached = scene.graph.ofType(types.autoscalingAttachment).map(({ inputs }) => ({
    targets: itemsNamed(scene, inputs.autoscalingGroupName),
    arns: inputs.lbTargetGroupArn,
  }));
  return [...own, ...attached].flatMap(({ targets, arns }) =>
    targets.flatMap(target =>
      listOf(arns).map(arn => ({ target, targetGroupArn: arn, port: targetGroupPort(scene, arn) })),
    ),
  );
}

function targetGroupPort({ graph }: Scene, arn: unknown): number | undefined {
  return numberOf(graph.target(arn, 'targetGroupArn', [types.targets]).node?.inputs.port);
}

function itemsNamed(scene: Scene, value: unknown): Item[] {
  const all = scene.members().map(([, { type }]) => type);
  return namedIn(scene.graph, String(value), all)
    .map(node => scene.itemOf(node))
    .filter(item => item !== undefined);
}

/** Adds arrows from the internet to load balancers without security groups, on the ports that they listen on. */
export function addUngroupedBalancers(scene: Scene, { groups }: Membership): void {
  for (const [item, node] of scene.ofType(types.balancer)) {
    const reached = publicAddressOf(scene, item);
    if (groups.has(item) || reached === 'no') continue;
    for (const port of listenerPortsOf(scene.graph, node) ?? [])
      scene.addFlow('network', internet(scene), item.id, portLabel(port), reached === 'yes');
  }
}
