import { canonical, type Node, type ResourceGraph } from '@goldpath/policies';
import { leavesOf, namedIn } from './leaves.ts';

/** What says a part of what another resource is, and is not drawn for itself. */
const descriptions = [
  'aws:ec2/launchConfiguration:LaunchConfiguration',
  'aws:ec2/launchTemplate:LaunchTemplate',
  'aws:ec2/networkInterface:NetworkInterface',
  'aws:ecs/taskDefinition:TaskDefinition',
];

/** Resources that are a part of the one that an input names. */
const parts: readonly [type: string, input: string][] = [
  ['aws:docdb/clusterInstance:ClusterInstance', 'clusterIdentifier'],
  ['aws:efs/mountTarget:MountTarget', 'fileSystemId'],
  ['aws:neptune/clusterInstance:ClusterInstance', 'clusterIdentifier'],
  ['aws:rds/clusterInstance:ClusterInstance', 'clusterIdentifier'],
];

/** A resource with all that is a part of it: its task definition, its launch template, its mount targets. */
export function bodyOf(graph: ResourceGraph, node: Node): Node[] {
  return graph.remember(node, 'body', () => {
    const described = leavesOf(node.inputs)
      .flatMap(({ text }) => namedIn(graph, text, descriptions))
      .filter(found => found !== node && descriptions.includes(canonical(found.type)));
    const own = parts.flatMap(([type, input]) => graph.pointingAt(node, type, [input]));
    return [...new Set([node, ...described, ...own])];
  });
}
