import { canonical, isUnknown, listOf, type Node, type ResourceGraph, valueAt } from '@goldpath/policies';
import { bodyOf } from './body.ts';
import { textOf } from './words.ts';

type Describe = (inputs: Record<string, unknown>, body: readonly Node[], graph: ResourceGraph) => unknown[];

const counted = (value: unknown, word: string) => {
  if (value === undefined || isUnknown(value)) return '';
  return `${String(value)} ${word}${Number(value) === 1 ? '' : 's'}`;
};

const instances = (body: readonly Node[]) => {
  const members = body.filter(({ type }) => type.endsWith(':ClusterInstance'));
  return members.length > 0 ? counted(members.length, 'instance') : '';
};

const kindOfBalancer: Record<string, string> = {
  application: 'Application',
  network: 'Network',
  gateway: 'Gateway',
};

/** What is worth knowing of a resource beside its name. A word that is empty or unknown is left out. */
const describers: Record<string, Describe> = {
  'aws:apigatewayv2/api:Api': ({ protocolType }) => [protocolType],
  'aws:autoscaling/group:Group': ({ minSize, maxSize }) => [
    textOf(minSize) && textOf(maxSize) && `${textOf(minSize)} to ${textOf(maxSize)} instances`,
  ],
  'aws:docdb/cluster:Cluster': (_, body) => [instances(body)],
  'aws:dynamodb/table:Table': ({ billingMode }) => [billingMode === 'PAY_PER_REQUEST' ? 'on demand' : ''],
  'aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway': () => ['IPv6, outwards only'],
  'aws:ec2/instance:Instance': ({ instanceType }) => [instanceType],
  'aws:ec2/vpcEndpoint:VpcEndpoint': ({ vpcEndpointType }) => [vpcEndpointType ?? 'Gateway'],
  'aws:ecs/service:Service': ({ launchType, desiredCount, capacityProviderStrategies }) => [
    launchType === 'FARGATE' ? 'Fargate' : launchType === 'EC2' ? 'on EC2' : '',
    ...[
      ...new Set(listOf(capacityProviderStrategies).map(item => textOf(valueAt(item, ['capacityProvider'])))),
    ].map(name =>
      name.toLowerCase().replaceAll('_', ' ').replace('fargate', 'Fargate').replace('spot', 'Spot'),
    ),
    counted(desiredCount, 'task'),
  ],
  'aws:eks/cluster:Cluster': ({ version }) => [textOf(version) && `Kubernetes ${textOf(version)}`],
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
    runtime ?? (packageType === 'Image' ? 'image' : ''),
  ],
  'aws:lb/loadBalancer:LoadBalancer': ({ loadBalancerType, internal }) => [
    kindOfBalancer[String(loadBalancerType ?? 'application')],
    internal === true ? 'internal' : '',
  ],
  'aws:rds/cluster:Cluster': ({ engine, engineVersion }, body) => [engine, engineVersion, instances(body)],
  'aws:rds/instance:Instance': ({ engine, engineVersion, instanceClass, multiAz, replicateSourceDb }) => [
    [textOf(engine), textOf(engineVersion)].filter(Boolean).join(' '),
    instanceClass,
    multiAz === true ? 'Multi-AZ' : '',
    replicateSourceDb === undefined ? '' : 'replica',
  ],
  'aws:sqs/queue:Queue': ({ fifoQueue }) => [fifoQueue === true ? 'FIFO' : ''],
};

/** What else is to be known of an item, in a few words. */
export function detailOf(graph: ResourceGraph, node: Node): string {
  const words = describers[canonical(node.type)]?.(node.inputs, bodyOf(graph, node), graph) ?? [];
  const all = [...words.map(textOf), ...(node.external ? ['exists already'] : [])];
  return all.filter(word => word !== '').join(', ');
}

/** What a resource is called: an endpoint by the service that it leads to, for that tells more than its own name. */
export function nameOf({ type, name, inputs }: Node): string {
  if (type !== 'aws:ec2/vpcEndpoint:VpcEndpoint') return name;
  return textOf(inputs.serviceName).split('.').slice(3).join('.') || name;
}
