import { listOf, type Node, type ResourceGraph } from '@goldpath/program';
import { numberAt, stringAt } from './inputs.ts';

/** A capacity provider of a service's strategy. */
export interface Provider {
  provider: string;
  weight: number;
  base: number;
}

/**
 * Returns the Fargate capacity providers that a service uses; `[]` when it runs on instances.
 *
 * @returns `undefined` when it is known only when it is deployed
 */
export function fargateProvidersOf(graph: ResourceGraph, service: Node): Provider[] | undefined {
  const type = stringAt(service.inputs, ['launchType'], '');
  if (type === undefined) return undefined;
  if (type === 'FARGATE') return [{ provider: 'FARGATE', weight: 1, base: 0 }];
  if (type !== '') return [];
  const own = providersIn(service.inputs.capacityProviderStrategies);
  const providers = own.length > 0 ? own : clusterProvidersOf(graph, service);
  return providers.filter(({ provider }) => provider.startsWith('FARGATE'));
}

/** The default strategy of the service's cluster. */
function clusterProvidersOf(graph: ResourceGraph, service: Node): Provider[] {
  const [cluster] = graph.targets(service, ['cluster'], ['aws:ecs/cluster:Cluster']);
  if (!cluster?.node) return [];
  return graph
    .pointingAt(cluster.node, 'aws:ecs/clusterCapacityProviders:ClusterCapacityProviders', ['clusterName'])
    .flatMap(({ inputs }) => providersIn(inputs.defaultCapacityProviderStrategies));
}

function providersIn(strategies: unknown): Provider[] {
  return listOf(strategies).map(strategy => ({
    provider: stringAt(strategy, ['capacityProvider'], '') ?? '',
    weight: numberAt(strategy, ['weight'], 0) ?? 0,
    base: numberAt(strategy, ['base'], 0) ?? 0,
  }));
}

/**
 * Distributes tasks over capacity providers: the bases first, the rest by weight
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-capacity-providers.html).
 */
export function distribute(
  tasks: number,
  providers: readonly Provider[],
): { provider: string; tasks: number }[] {
  let left = tasks;
  const bases = providers.map(({ base }) => {
    const taken = Math.min(base, left);
    left -= taken;
    return taken;
  });
  const weights = providers.reduce((sum, { weight }) => sum + weight, 0);
  return providers.map(({ provider, weight }, index) => {
    const part = weights > 0 ? weight / weights : 1 / providers.length;
    return { provider, tasks: (bases[index] ?? 0) + left * part };
  });
}
