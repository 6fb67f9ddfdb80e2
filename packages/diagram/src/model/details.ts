import { canonical, isUnknown, listOf, type Node, type ResourceGraph, valueAt } from '@goldpath/program';
import { knownString } from './knownString.ts';
import { withParts } from './parts.ts';

type Describe = (inputs: Record<string, unknown>, parts: readonly Node[]) => unknown[];

/** Returns `2 tasks` or `1 task`; `''` when the number is unknown. */
function counted(value: unknown, noun: string): string {
  if ((typeof value !== 'number' && typeof value !== 'string') || isUnknown(value)) return '';
  return `${value} ${noun}${Number(value) === 1 ? '' : 's'}`;
}

function clusterInstances(parts: readonly Node[]): string {
  const instances = parts.filter(({ type }) => type.endsWith(':ClusterInstance'));
  if (instances.length === 0) return '';
  return counted(instances.length, 'instance');
}

const balancerKinds: Record<string, string> = {
  application: 'Application',
  network: 'Network',
  gateway: 'Gateway',
};

const launchTypes: Record<string, string> = { FARGATE: 'Fargate', EC2: 'on EC2' };

/** Returns names such as `Fargate Spot` for `FARGATE_SPOT`. */
function capacityProviders(strategies: unknown): string[] {
  const names = listOf(strategies).map(strategy => knownString(valueAt(strategy, ['capacityProvider'])));
  return [...new Set(names)].map(name =>
    name.toLowerCase().replaceAll('_', ' ').replace('fargate', 'Fargate').replace('spot', 'Spot'),
  );
}

/** Details by type. Values that are unknown, empty or not strings or numbers are left out. */
const describers: Record<string, Describe> = {
  'aws:apigatewayv2/api:Api': ({ protocolType }) => [protocolType],
  'aws:autoscaling/group:Group': ({ minSize, maxSize }) => [
    knownString(minSize) &&
      knownString(maxSize) &&
      `${knownString(minSize)} to ${knownString(maxSize)} instances`,
  ],
  'aws:docdb/cluster:Cluster': (_, parts) => [clusterInstances(parts)],
  'aws:dynamodb/table:Table': ({ billingMode }) => [billingMode === 'PAY_PER_REQUEST' && 'on demand'],
  'aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway': () => ['IPv6, outbound only'],
  'aws:ec2/instance:Instance': ({ instanceType }) => [instanceType],
  'aws:ec2/vpcEndpoint:VpcEndpoint': ({ vpcEndpointType }) => [vpcEndpointType ?? 'Gateway'],
  'aws:ecs/service:Service': ({ launchType, desiredCount, capacityProviderStrategies }) => [
    launchTypes[knownString(launchType)],
    ...capacityProviders(capacityProviderStrategies),
    counted(desiredCount, 'task'),
  ],
  'aws:eks/cluster:Cluster': ({ version }) => [knownString(version) && `Kubernetes ${knownString(version)}`],
  'aws:eks/nodeGroup:NodeGroup': ({ instanceTypes, scalingConfig }) => [
    ...listOf(instanceTypes),
    counted(valueAt(scalingConfig, ['desiredSize']), 'node'),
  ],
  'aws:elasticache/cluster:Cluster': ({ engine, nodeType }) => [engine, nodeType],
  'aws:elasticache/replicationGroup:ReplicationGroup': ({ engine, nodeType, numCacheClusters }) => [
    engine ?? 'redis',
    nodeType,
    counted(numCacheClusters, 'node'),
  ],
  'aws:elasticache/serverlessCache:ServerlessCache': ({ engine }) => [engine, 'serverless'],
  'aws:lambda/function:Function': ({ runtime, packageType }) => [
    runtime ?? (packageType === 'Image' && 'image'),
  ],
  'aws:lb/loadBalancer:LoadBalancer': ({ loadBalancerType = 'application', internal }) => [
    balancerKinds[knownString(loadBalancerType)],
    internal === true && 'internal',
  ],
  'aws:rds/cluster:Cluster': ({ engine, engineVersion }, parts) => [
    engine,
    engineVersion,
    clusterInstances(parts),
  ],
  'aws:rds/instance:Instance': ({ engine, engineVersion, instanceClass, multiAz, replicateSourceDb }) => [
    [knownString(engine), knownString(engineVersion)].filter(Boolean).join(' '),
    instanceClass,
    multiAz === true && 'Multi-AZ',
    replicateSourceDb !== undefined && 'replica',
  ],
  'aws:sqs/queue:Queue': ({ fifoQueue }) => [fifoQueue === true && 'FIFO'],
};

/** Returns the details of a resource, in a few words. */
export function detailOf(graph: ResourceGraph, node: Node): string {
  const describe = describers[canonical(node.type)];
  const details = describe?.(node.inputs, withParts(graph, node)) ?? [];
  if (node.external) details.push('exists already');
  return details
    .map(knownString)
    .filter(detail => detail !== '')
    .join(', ');
}

/** Returns the name of a resource: the service of a VPC endpoint, which is more informative than its own name. */
export function nameOf({ type, name, inputs }: Node): string {
  if (type !== 'aws:ec2/vpcEndpoint:VpcEndpoint') return name;
  return knownString(inputs.serviceName).split('.').slice(3).join('.') || name;
}
