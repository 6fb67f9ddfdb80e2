import { listOf, type Node, type ResourceGraph, valueAt } from '@goldpath/policies';
import { type Charge, type Finding, HOURS, type PricingRule } from '../rule.ts';
import { amountAt, textAt } from './amount.ts';
import { isForFargate, taskCharges, taskSizeOf } from './fargateTask.ts';

const SERVICE = 'aws:ecs/service:Service';
const DEFINITION = 'aws:ecs/taskDefinition:TaskDefinition';

/** The tasks of a service on Fargate; on instances of a cluster the instances are charged instead. */
const serviceRule: PricingRule = {
  types: [SERVICE],
  group: 'service',
  price(node, pricing) {
    const strategy = strategyOf(pricing.graph, node);
    if (strategy === undefined) return [{ unknown: 'what it runs on is known only when it is deployed' }];
    if (strategy.length === 0) return onInstances(pricing.graph);
    const definition = definitionOf(pricing.graph, node);
    if (!definition) return [{ unknown: 'its task definition is not a resource of this program' }];
    const size = taskSizeOf(definition);
    if (!('vcpu' in size)) return [size];
    const count = tasksOf(pricing.graph, node);
    if (!count) return [{ unknown: 'how many tasks it has is known only when it is deployed' }];
    const tasks = placed(count.tasks, strategy).flatMap(({ provider, tasks: here }) =>
      taskCharges(size, {
        tasks: here,
        basis: `${here} × ${size.vcpu} vCPU, ${size.memory} GB: ${count.source}`,
        ...(provider === 'FARGATE_SPOT' && {
          spot: { assumption: 'spot-price', factor: pricing.assumed('spot-price') },
        }),
      }),
    );
    return [...tasks, ...addressesOf(node, count.tasks)];
  },
};

/** What is run by hand, by a pipeline or by a schedule: how long is nobody's knowledge, so it is not in the total. */
const definitionRule: PricingRule = {
  types: [DEFINITION],
  group: 'service',
  price(node, { graph, costOf }) {
    const runs = graph.ofType(SERVICE).some(service => definitionOf(graph, service) === node);
    if (runs || !isForFargate(node)) return [];
    const size = taskSizeOf(node);
    if (!('vcpu' in size)) return [size];
    const cost = costOf(taskCharges(size, { tasks: 1, basis: '' }));
    const told = cost === undefined ? '' : `; a task that ran all month would cost ${cost.toFixed(2)} USD`;
    return [{ unknown: `no service of the program runs it${told}` }];
  },
};

export const fargateRules = [serviceRule, definitionRule];

/** Instances that the program makes are charged there; others are told, for somebody pays for them. */
function onInstances(graph: ResourceGraph): Finding[] {
  const made = graph.ofType('aws:ec2/instance:Instance', 'aws:autoscaling/group:Group');
  return made.length > 0
    ? []
    : [{ unknown: 'it runs on instances of its cluster, and the program makes none' }];
}

interface Provider {
  provider: string;
  weight: number;
  base: number;
}

/** The capacity providers of Fargate that a service uses; none where it runs on instances. */
function strategyOf(graph: ResourceGraph, node: Node): Provider[] | undefined {
  const type = textAt(node.inputs, ['launchType'], '');
  if (type === undefined) return undefined;
  if (type === 'FARGATE') return [{ provider: 'FARGATE', weight: 1, base: 0 }];
  if (type !== '') return [];
  const own = providersOf(node.inputs.capacityProviderStrategies);
  if (own.length > 0) return onFargate(own);
  const [cluster] = graph.targets(node, ['cluster'], ['aws:ecs/cluster:Cluster']);
  const defaults = cluster?.node
    ? graph.pointingAt(cluster.node, 'aws:ecs/clusterCapacityProviders:ClusterCapacityProviders', [
        'clusterName',
      ])
    : [];
  return onFargate(defaults.flatMap(({ inputs }) => providersOf(inputs.defaultCapacityProviderStrategies)));
}

function providersOf(strategies: unknown): Provider[] {
  return listOf(strategies).map(strategy => ({
    provider: textAt(strategy, ['capacityProvider'], '') ?? '',
    weight: amountAt(strategy, ['weight'], 0) ?? 0,
    base: amountAt(strategy, ['base'], 0) ?? 0,
  }));
}

function onFargate(providers: Provider[]): Provider[] {
  return providers.filter(({ provider }) => provider.startsWith('FARGATE'));
}

/** The bases first, and the rest by weight: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-capacity-providers.html */
function placed(tasks: number, providers: Provider[]): { provider: string; tasks: number }[] {
  let left = tasks;
  const based = providers.map(({ provider, weight, base }) => {
    const here = Math.min(base, left);
    left -= here;
    return { provider, weight, here };
  });
  const weights = based.reduce((sum, { weight }) => sum + weight, 0);
  return based.map(({ provider, weight, here }) => ({
    provider,
    tasks: here + left * (weights > 0 ? weight / weights : 1 / based.length),
  }));
}

function definitionOf(graph: ResourceGraph, service: Node): Node | undefined {
  const [target] = graph.targets(service, ['taskDefinition'], [DEFINITION]);
  return (
    target?.node ??
    graph.mentionedIn(String(service.inputs.taskDefinition)).find(({ type }) => type === DEFINITION)
  );
}

/** As many tasks as autoscaling keeps at least, or else as many as the service asks for. */
function tasksOf(graph: ResourceGraph, service: Node): { tasks: number; source: string } | undefined {
  const scaled = graph
    .ofType('aws:appautoscaling/target:Target')
    .find(target => scales(graph, target, service));
  const tasks = scaled
    ? amountAt(scaled.inputs, ['minCapacity'], 0)
    : amountAt(service.inputs, ['desiredCount'], 1);
  if (tasks === undefined) return undefined;
  return { tasks, source: scaled ? 'the least of its autoscaling' : 'its desired count' };
}

/** Its resource id is `service/<cluster>/<service>`, of names that the program gives or that a deployment will. */
function scales(graph: ResourceGraph, { inputs }: Node, service: Node): boolean {
  if (inputs.scalableDimension !== 'ecs:service:DesiredCount') return false;
  const id = String(inputs.resourceId);
  const mentioned = graph.mentionedIn(id);
  const names = (node: Node, isNamed: (name: string) => boolean) =>
    mentioned.includes(node) || Object.keys(node.handles).some(isNamed);
  const [home] = graph.targets(service, ['cluster'], ['aws:ecs/cluster:Cluster']);
  return (
    names(service, name => id.endsWith(`/${name}`)) &&
    (!home?.node || names(home.node, name => id.startsWith(`service/${name}/`)))
  );
}

function addressesOf({ inputs }: Node, tasks: number): Charge[] {
  if (valueAt(inputs, ['networkConfiguration', 'assignPublicIp']) !== true) return [];
  return [{ what: 'public IPv4 addresses of tasks', meter: 'vpc/ipv4', amount: tasks * HOURS }];
}
