import {
  isUnknown,
  listOf,
  type Node,
  placesOf,
  residentTypes,
  type ResourceGraph,
  subnetTypes,
  vpcTypes,
} from '@goldpath/program';
import { withParts } from './parts.ts';
import { type InputString, stringsIn } from './strings.ts';

/** A subnet of a resource: of the program, of the default VPC, one that exists already, or one that is unknown. */
export type SubnetRef = Node | 'default' | 'unknown' | { existing: string };

/** The subnets that a resource is in. */
export interface Placement {
  subnets: SubnetRef[];
  /** the VPC, when the resource names one but no subnet */
  vpc?: Node;
}

const subnetGroup = /^aws:\w+\/subnetGroup:SubnetGroup$/;

/** Returns the subnets that a resource and its parts name in any input, or else the VPC. */
export function placementOf(graph: ResourceGraph, node: Node): Placement {
  const named = unique(withParts(graph, node).flatMap(part => subnetsIn(graph, part)));
  if (named.length > 0) return { subnets: named };
  const source = replicationSourceOf(graph, node);
  if (source) return placementOf(graph, source);
  if (residentTypes.includes(node.type)) {
    const kinds = placesOf(graph, node).map(({ kind }) => kind);
    if (kinds.includes('default')) return { subnets: ['default'] };
    if (kinds.length > 0) return { subnets: ['unknown'] };
  }
  const [vpc] = graph.targets(node, ['vpcId'], vpcTypes);
  if (!vpc?.node) return { subnets: [] };
  return { subnets: [], vpc: vpc.node };
}

/** A replica is in the subnets of its source. */
function replicationSourceOf(graph: ResourceGraph, node: Node): Node | undefined {
  return listOf(node.inputs.replicateSourceDb)
    .map(value => graph.target(value, 'replicateSourceDb', ['aws:rds/instance:Instance']).node)
    .find(source => source !== undefined && source !== node);
}

function subnetsIn(graph: ResourceGraph, node: Node): SubnetRef[] {
  const groupTypes = graph.nodes.filter(({ type }) => subnetGroup.test(type)).map(({ type }) => type);
  return stringsIn(node.inputs).flatMap(string => subnetsOf(graph, string, groupTypes));
}

function subnetsOf(graph: ResourceGraph, { name, text }: InputString, groupTypes: string[]): SubnetRef[] {
  if (isUnknown(text)) return /subnet/i.test(name) ? ['unknown'] : [];
  const { node: subnet } = graph.target(text, name, subnetTypes);
  if (subnet) return [subnet];
  if (/subnetgroup/i.test(name)) {
    const { node: group } = graph.target(text, name, groupTypes);
    if (group && !group.external) return subnetsIn(graph, group);
    return [!group && text === 'default' ? 'default' : 'unknown'];
  }
  if (/^subnet-default/.test(text)) return ['default'];
  if (/^subnet-/.test(text)) return [{ existing: text }];
  return [];
}

function unique(refs: SubnetRef[]): SubnetRef[] {
  return [...new Map(refs.map(ref => [keyOf(ref), ref])).values()];
}

/** Returns a key that is the same for references to the same subnet. */
export function keyOf(ref: SubnetRef): Node | string {
  if (typeof ref === 'object' && 'existing' in ref) return ref.existing;
  return ref;
}
