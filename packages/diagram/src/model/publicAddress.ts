import {
  canonical,
  isUnknown,
  listOf,
  type Node,
  type ResourceGraph,
  subnetTypes,
  valueAt,
} from '@goldpath/program';
import type { Item } from '../elements.ts';
import { withParts } from './parts.ts';
import type { Scene } from './scene.ts';
import { stringsIn } from './strings.ts';

type Answer = 'yes' | 'no' | 'maybe';

/** Whether an item has a public address, and is in a subnet that the internet has a route to. */
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
      return negated[flag(inputs.internal) ?? 'no'];
    case 'aws:ecs/service:Service':
      return flag(valueAt(inputs, ['networkConfiguration', 'assignPublicIp'])) ?? 'no';
    case 'aws:rds/instance:Instance':
    case 'aws:redshift/cluster:Cluster':
    case 'aws:neptune/cluster:Cluster':
      return flag(inputs.publiclyAccessible) ?? 'no';
    case 'aws:ec2/instance:Instance':
    case 'aws:ec2/spotInstanceRequest:SpotInstanceRequest':
    case 'aws:autoscaling/group:Group':
    case 'aws:eks/nodeGroup:NodeGroup':
      return instanceAddress(graph, node);
    default:
      return 'no';
  }
}

/** An Elastic IP takes precedence over the instance and its launch template, and these over its subnets. */
function instanceAddress(graph: ResourceGraph, node: Node): Answer {
  const elasticTypes = ['aws:ec2/eip:Eip', 'aws:ec2/eipAssociation:EipAssociation'];
  const hasElasticIp = elasticTypes.some(
    type =>
      graph.pointingAt(node, type, ['instance']).length > 0 ||
      graph.pointingAt(node, type, ['instanceId']).length > 0,
  );
  if (hasElasticIp) return 'yes';
  for (const part of withParts(graph, node)) {
    const own = [part.inputs, ...listOf(part.inputs.networkInterfaces)]
      .map(inputs => flag(valueAt(inputs, ['associatePublicIpAddress'])))
      .find(answer => answer !== undefined);
    if (own) return own;
  }
  return subnetsAddress(graph, node);
}

function subnetsAddress(graph: ResourceGraph, node: Node): Answer {
  const subnets = stringsIn(node.inputs)
    .map(({ name, text }) => graph.target(text, name, subnetTypes).node)
    .filter(subnet => subnet !== undefined);
  // every default subnet assigns addresses: https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
  if (subnets.length === 0) return 'yes';
  const answers = subnets.map(({ type, inputs }) =>
    type === 'aws:ec2/defaultSubnet:DefaultSubnet' ? 'yes' : flag(inputs.mapPublicIpOnLaunch),
  );
  return (['yes', 'maybe'] as const).find(answer => answers.includes(answer)) ?? 'no';
}

/** Returns the value of a boolean input; `undefined` when the program does not set it. */
function flag(value: unknown): Answer | undefined {
  if (value === undefined || value === '') return undefined;
  if (isUnknown(value)) return 'maybe';
  if (value === true || value === 'true') return 'yes';
  return 'no';
}

const negated: Record<Answer, Answer> = { yes: 'no', no: 'yes', maybe: 'maybe' };
