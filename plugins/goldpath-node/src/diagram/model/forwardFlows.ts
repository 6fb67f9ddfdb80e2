import { balancersOf, canonical, listOf, type Node, numberOf, valueAt } from '@goldpath/policies';
import type { Item } from '../drawing.ts';
import { namedIn } from './leaves.ts';
import { listenerPortsOf } from './listeners.ts';
import { letsIn, type Membership } from './networkFlows.ts';
import { internet } from './outsiders.ts';
import { publicAddressOf } from './publicAddress.ts';
import type { Scene } from './scene.ts';

const types = {
  attachment: 'aws:lb/targetGroupAttachment:TargetGroupAttachment',
  autoscaling: 'aws:autoscaling/group:Group',
  autoscalingAttachment: 'aws:autoscaling/attachment:Attachment',
  balancer: 'aws:lb/loadBalancer:LoadBalancer',
  targets: 'aws:lb/targetGroup:TargetGroup',
};

/** What a load balancer sends requests to. */
interface Forward {
  target: Item;
  targetGroupArn?: unknown;
  elbName?: unknown;
  port: number | undefined;
}

/**
 * Arrows from load balancers to their targets, where the targets' groups let them in.
 *
 * @returns the load balancers whose targets are told: they send nothing to anybody else
 */
export function tellForwards(scene: Scene, membership: Membership): Set<Item> {
  const told = new Set<Item>();
  for (const { target, port, ...entry } of forwardsOf(scene)) {
    const node = { ...scene.nodeOf(target), inputs: { loadBalancers: [entry] } } as unknown as Node;
    for (const balancer of balancersOf(scene.graph, node).balancers) {
      const from = scene.itemOf(balancer);
      if (!from) continue;
      told.add(from);
      const verdict = letsIn(scene, membership, target, from, port);
      const isFunction = target.kind === 'function';
      if (verdict !== 'no')
        scene.tell('network', from.id, target.id, isFunction ? '' : portText(port), verdict === 'yes');
    }
  }
  return told;
}

function portText(port: number | undefined): string {
  return port === undefined ? 'port ?' : String(port);
}

function forwardsOf(scene: Scene): Forward[] {
  const { graph } = scene;
  const groupPort = (value: unknown) =>
    numberOf(graph.target(value, 'targetGroupArn', [types.targets]).node?.inputs.port);
  const services = scene.members().flatMap(([target, node]) =>
    canonical(node.type) === 'aws:ecs/service:Service'
      ? listOf(node.inputs.loadBalancers).map((entry): Forward => ({
          target,
          targetGroupArn: valueAt(entry, ['targetGroupArn']),
          elbName: valueAt(entry, ['elbName']),
          port: numberOf(valueAt(entry, ['containerPort'])),
        }))
      : [],
  );
  const attached = graph.ofType(types.attachment).flatMap(({ inputs }) =>
    itemsNamed(scene, inputs.targetId).map((target): Forward => ({
      target,
      targetGroupArn: inputs.targetGroupArn,
      port: numberOf(inputs.port) ?? groupPort(inputs.targetGroupArn),
    })),
  );
  const scaled = [
    ...scene
      .ofType(types.autoscaling)
      .map(([target, { inputs }]) => ({ target, arns: listOf(inputs.targetGroupArns) })),
    ...graph.ofType(types.autoscalingAttachment).flatMap(({ inputs }) =>
      itemsNamed(scene, inputs.autoscalingGroupName).map(target => ({
        target,
        arns: listOf(inputs.lbTargetGroupArn),
      })),
    ),
  ].flatMap(({ target, arns }) =>
    arns.map((arn): Forward => ({ target, targetGroupArn: arn, port: groupPort(arn) })),
  );
  return [...services, ...attached, ...scaled];
}

function itemsNamed(scene: Scene, value: unknown): Item[] {
  const all = scene.members().map(([, { type }]) => type);
  return namedIn(scene.graph, String(value), all).flatMap(node => scene.itemOf(node) ?? []);
}

/** The internet to load balancers that can do without a security group, on the ports on which they listen. */
export function tellUngrouped(scene: Scene, { groups }: Membership): void {
  for (const [item, node] of scene.ofType(types.balancer)) {
    const reached = publicAddressOf(scene, item);
    if (groups.has(item) || reached === 'no') continue;
    for (const port of listenerPortsOf(scene.graph, node) ?? [])
      scene.tell('network', internet(scene), item.id, portText(port), reached === 'yes');
  }
}
