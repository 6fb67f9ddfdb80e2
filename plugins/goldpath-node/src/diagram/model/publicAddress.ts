import {
  canonical,
  isUnknown,
  listOf,
  type Node,
  type ResourceGraph,
  subnetTypes,
  valueAt,
} from '@goldpath/policies';
import type { Item } from '../drawing.ts';
import { bodyOf } from './body.ts';
import { leavesOf } from './leaves.ts';
import type { Scene } from './scene.ts';

type Answer = 'yes' | 'no' | 'maybe';

/** Whether an item has an address of the internet and lies where a route leads from there. */
export function publicAddressOf(scene: Scene, item: Item): Answer {
  const node = scene.nodeOf(item);
  const exposure = scene.exposureOf(item);
  if (!node || exposure === 'private' || exposure === 'isolated') return 'no';
  const answer = addressOf(scene.graph, node);
  return answer === 'yes' && exposure === 'unknown' ? 'maybe' : answer;
}

function addressOf(graph: ResourceGraph, node: Node): Answer {
  const { inputs } = node;
  switch (canonical(node.type)) {
    case 'aws:lb/loadBalancer:LoadBalancer':
    case 'aws:elb/loadBalancer:LoadBalancer':
      return negated(said(inputs.internal) ?? 'no');
    case 'aws:ecs/service:Service':
      return said(valueAt(inputs, ['networkConfiguration', 'assignPublicIp'])) ?? 'no';
    case 'aws:rds/instance:Instance':
    case 'aws:redshift/cluster:Cluster':
    case 'aws:neptune/cluster:Cluster':
      return said(inputs.publiclyAccessible) ?? 'no';
    case 'aws:ec2/instance:Instance':
    case 'aws:ec2/spotInstanceRequest:SpotInstanceRequest':
    case 'aws:autoscaling/group:Group':
    case 'aws:eks/nodeGroup:NodeGroup':
      return machineAddress(graph, node);
    default:
      return 'no';
  }
}

/** What the machine, its launch template or its subnet says; an elastic address settles it. */
function machineAddress(graph: ResourceGraph, node: Node): Answer {
  const elastic = ['aws:ec2/eip:Eip', 'aws:ec2/eipAssociation:EipAssociation'].flatMap(type => [
    ...graph.pointingAt(node, type, ['instance']),
    ...graph.pointingAt(node, type, ['instanceId']),
  ]);
  if (elastic.length > 0) return 'yes';
  for (const part of bodyOf(graph, node)) {
    const own = [part.inputs, ...listOf(part.inputs.networkInterfaces)]
      .map(inputs => said(valueAt(inputs, ['associatePublicIpAddress'])))
      .find(answer => answer !== undefined);
    if (own) return own;
  }
  const subnets = leavesOf(node.inputs).flatMap(
    ({ name, text }) => graph.target(text, name, subnetTypes).node ?? [],
  );
  // each default subnet gives addresses: https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
  if (subnets.length === 0) return 'yes';
  const answers = subnets.map(({ type, inputs }) =>
    type === 'aws:ec2/defaultSubnet:DefaultSubnet' ? 'yes' : (said(inputs.mapPublicIpOnLaunch) ?? 'no'),
  );
  return answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no';
}

/** A flag of the program; nothing when it says none. */
function said(value: unknown): Answer | undefined {
  if (value === undefined || value === '') return undefined;
  if (isUnknown(value)) return 'maybe';
  return value === true || value === 'true' ? 'yes' : 'no';
}

function negated(answer: Answer): Answer {
  if (answer === 'maybe') return answer;
  return answer === 'yes' ? 'no' : 'yes';
}
