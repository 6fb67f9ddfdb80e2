import { type Node, type ResourceGraph, valueAt } from '@goldpath/program';
import {
  type Charge,
  HOURS,
  type PricingResult,
  type PricingRule,
  unknownUntilDeployed,
} from '../pricingRule.ts';
import { distribute, fargateProvidersOf } from './capacityProviders.ts';
import { isForFargate, type RunningTasks, taskCharges, taskSizeOf } from './fargateTask.ts';
import { numberAt } from './inputs.ts';

const SERVICE = 'aws:ecs/service:Service';
const DEFINITION = 'aws:ecs/taskDefinition:TaskDefinition';

/** The tasks of a service on Fargate. When it runs on the instances of a cluster, the instances are charged instead. */
const serviceRule: PricingRule = {
  types: [SERVICE],
  group: 'service',
  price(node, { graph, assumed }) {
    const providers = fargateProvidersOf(graph, node);
    if (providers === undefined) return [unknownUntilDeployed('its launch type')];
    if (providers.length === 0) return onInstances(graph);
    const definition = definitionOf(graph, node);
    if (!definition) return [{ unknown: 'its task definition is not a resource of this program' }];
    const size = taskSizeOf(definition);
    if (!('vcpu' in size)) return [size];
    const count = taskCountOf(graph, node);
    if (!count) return [unknownUntilDeployed('the number of its tasks')];
    const charges = distribute(count.tasks, providers).flatMap(({ provider, tasks }) => {
      const basis = `${tasks} × ${size.vcpu} vCPU, ${size.memory} GB: ${count.source}`;
      const running: RunningTasks = { tasks, basis };
      if (provider === 'FARGATE_SPOT')
        running.spot = { assumption: 'spot-price', factor: assumed('spot-price') };
      return taskCharges(size, running);
    });
    return [...charges, ...addressCharges(node, count.tasks)];
  },
};

/** Tasks that are started manually, by a pipeline or by a schedule run for an unknown time, so they are not in the total. */
const definitionRule: PricingRule = {
  types: [DEFINITION],
  group: 'service',
  price(node, { graph, costOf }) {
    const isUsed = graph.ofType(SERVICE).some(service => definitionOf(graph, service) === node);
    if (isUsed || !isForFargate(node)) return [];
    const size = taskSizeOf(node);
    if (!('vcpu' in size)) return [size];
    const cost = costOf(taskCharges(size, { tasks: 1, basis: '' }));
    const unused = 'no service of the program runs it';
    if (cost === undefined) return [{ unknown: unused }];
    return [{ unknown: `${unused}; a task that runs all month would cost ${cost.toFixed(2)} USD` }];
  },
};

/** The rules for ECS services and task definitions. */
export const fargateRules = [serviceRule, definitionRule];

/** Instances of the program are charged as resources of their own; any others would be missing from the total. */
function onInstances(graph: ResourceGraph): PricingResult[] {
  const instances = graph.ofType('aws:ec2/instance:Instance', 'aws:autoscaling/group:Group');
  if (instances.length > 0) return [];
  return [{ unknown: 'it runs on instances of its cluster, which the program does not create' }];
}

function definitionOf(graph: ResourceGraph, service: Node): Node | undefined {
  const [target] = graph.targets(service, ['taskDefinition'], [DEFINITION]);
  if (target?.node) return target.node;
  return graph.mentionedIn(String(service.inputs.taskDefinition)).find(({ type }) => type === DEFINITION);
}

/** The minimum of the service's autoscaling, or else its desired count. */
function taskCountOf(graph: ResourceGraph, service: Node): { tasks: number; source: string } | undefined {
  const scaling = graph
    .ofType('aws:appautoscaling/target:Target')
    .find(target => scales(graph, target, service));
  const tasks = scaling
    ? numberAt(scaling.inputs, ['minCapacity'], 0)
    : numberAt(service.inputs, ['desiredCount'], 1);
  if (tasks === undefined) return undefined;
  return { tasks, source: scaling ? 'the minimum of its autoscaling' : 'its desired count' };
}

/** The resource id is `service/<cluster>/<service>`, with names that the program sets or that AWS generates. */
function scales(graph: ResourceGraph, { inputs }: Node, service: Node): boolean {
  if (inputs.scalableDimension !== 'ecs:service:DesiredCount') return false;
  const id = String(inputs.resourceId);
  const mentioned = graph.mentionedIn(id);
  const isNamed = (node: Node, matches: (name: string) => boolean) =>
    mentioned.includes(node) || Object.keys(node.handles).some(matches);
  if (!isNamed(service, name => id.endsWith(`/${name}`))) return false;
  const [cluster] = graph.targets(service, ['cluster'], ['aws:ecs/cluster:Cluster']);
  return !cluster?.node || isNamed(cluster.node, name => id.startsWith(`service/${name}/`));
}

function addressCharges({ inputs }: Node, tasks: number): Charge[] {
  if (valueAt(inputs, ['networkConfiguration', 'assignPublicIp']) !== true) return [];
  return [{ what: 'public IPv4 addresses of tasks', meter: 'vpc/ipv4', amount: tasks * HOURS }];
}
