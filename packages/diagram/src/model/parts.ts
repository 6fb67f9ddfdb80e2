import { canonical, type Node, type ResourceGraph } from '@goldpath/program';
import { namedIn, stringsIn } from './strings.ts';

/** Types that describe a part of another resource, and are not drawn themselves. */
const descriptions = [
  'aws:ec2/launchConfiguration:LaunchConfiguration',
  'aws:ec2/launchTemplate:LaunchTemplate',
  'aws:ec2/networkInterface:NetworkInterface',
  'aws:ecs/taskDefinition:TaskDefinition',
];

/** Types that are a part of the resource that an input refers to. */
const members: readonly [type: string, input: string][] = [
  ['aws:docdb/clusterInstance:ClusterInstance', 'clusterIdentifier'],
  ['aws:efs/mountTarget:MountTarget', 'fileSystemId'],
  ['aws:neptune/clusterInstance:ClusterInstance', 'clusterIdentifier'],
  ['aws:rds/clusterInstance:ClusterInstance', 'clusterIdentifier'],
];

/** Returns a resource followed by its parts: its task definition, its launch template, its mount targets. */
export function withParts(graph: ResourceGraph, node: Node): Node[] {
  return graph.remember(node, 'parts', () => {
    const described = stringsIn(node.inputs)
      .flatMap(({ text }) => namedIn(graph, text, descriptions))
      .filter(found => found !== node && descriptions.includes(canonical(found.type)));
    const own = members.flatMap(([type, input]) => graph.pointingAt(node, type, [input]));
    return [...new Set([node, ...described, ...own])];
  });
}
