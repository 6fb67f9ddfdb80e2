import {
  isUnknown,
  listOf,
  type Node,
  placesOf,
  residentTypes,
  type ResourceGraph,
  subnetTypes,
  vpcTypes,
} from '@goldpath/policies';
import { bodyOf } from './body.ts';
import { leavesOf } from './leaves.ts';

/** A subnet that something lies in: of the program, of the default VPC, one that exists already, or one that nobody tells. */
export type SubnetRef = Node | 'default' | 'unknown' | { existing: string };

/** Where a resource says that it lies. */
export interface Whereabouts {
  subnets: SubnetRef[];
  /** the VPC, where it names one and no subnet */
  vpc?: Node;
}

const subnetGroup = /^aws:\w+\/subnetGroup:SubnetGroup$/;

/** The subnets that a resource and its parts name, in whatever input, or else the VPC. */
export function whereaboutsOf(graph: ResourceGraph, node: Node): Whereabouts {
  const body = bodyOf(graph, node);
  const named = unique(body.flatMap(part => subnetsIn(graph, part)));
  if (named.length > 0) return { subnets: named };
  const source = listOf(node.inputs.replicateSourceDb).flatMap(value => {
    const { node: found } = graph.target(value, 'replicateSourceDb', ['aws:rds/instance:Instance']);
    return found && found !== node ? [found] : [];
  })[0];
  if (source) return whereaboutsOf(graph, source);
  if (residentTypes.includes(node.type)) {
    const kinds = placesOf(graph, node).map(({ kind }) => kind);
    if (kinds.includes('default')) return { subnets: ['default'] };
    if (kinds.length > 0) return { subnets: ['unknown'] };
  }
  const [vpc] = graph.targets(node, ['vpcId'], vpcTypes);
  return { subnets: [], ...(vpc?.node && { vpc: vpc.node }) };
}

function subnetsIn(graph: ResourceGraph, node: Node): SubnetRef[] {
  const groups = graph.nodes.filter(({ type }) => subnetGroup.test(type)).map(({ type }) => type);
  return leavesOf(node.inputs).flatMap(({ name, text }): SubnetRef[] => {
    if (isUnknown(text)) return /subnet/i.test(name) ? ['unknown'] : [];
    const { node: subnet } = graph.target(text, name, subnetTypes);
    if (subnet) return [subnet];
    const { node: group } = graph.target(text, name, groups);
    if (group && /subnetgroup/i.test(name)) return group.external ? ['unknown'] : subnetsIn(graph, group);
    if (/subnetgroup/i.test(name)) return [text === 'default' ? 'default' : 'unknown'];
    if (/^subnet-default/.test(text)) return ['default'];
    return /^subnet-/.test(text) ? [{ existing: text }] : [];
  });
}

function unique(refs: SubnetRef[]): SubnetRef[] {
  const known = new Map(
    refs.map(ref => [typeof ref === 'object' && 'existing' in ref ? ref.existing : ref, ref]),
  );
  return [...known.values()];
}
