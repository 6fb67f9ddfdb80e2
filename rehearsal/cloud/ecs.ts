import { type CallMoto, type CloudAnswer, ok, type Operation, refused } from './aws.ts';
import type { Images } from './images.ts';
import { type ContainerDefinition, hasEnded, idOf, startTask, stopTask, type Task } from './tasks.ts';

/** The service of a stage: its cluster has the same name. */
export interface EcsService {
  taskDefinition: string;
  desiredCount: number;
}

/** What {@link ecsOperations} needs of the rest of the cloud. */
export interface EcsOptions {
  moto: CallMoto;
  images: Images;
  /** variables that tasks get in the place of those of AWS */
  environmentOf: (container: ContainerDefinition) => Promise<NodeJS.ProcessEnv>;
  /** every task that was started, by id */
  tasks: Map<string, Task>;
  /** replaces the tasks of a service */
  restart?: (service: string) => Promise<void> | undefined;
}

interface Described {
  services?: EcsService[];
}

/** The container `main` of a task definition: a family, with or without a revision, or an ARN. */
export async function mainContainer(
  moto: CallMoto,
  taskDefinition: string,
): Promise<ContainerDefinition | undefined> {
  const { status, body } = await moto('ecs', 'DescribeTaskDefinition', { taskDefinition });
  if (status !== 200) return undefined;
  const { containerDefinitions } = (
    body as { taskDefinition: { containerDefinitions: ContainerDefinition[] } }
  ).taskDefinition;
  return containerDefinitions.find(({ name }) => name === 'main');
}

/** Finds a service by its name, which is also that of its cluster. */
export async function findService(moto: CallMoto, name: string): Promise<EcsService | undefined> {
  const { body } = await moto('ecs', 'DescribeServices', { cluster: name, services: [name] });
  return (body as Described).services?.[0];
}

/**
 * The operations of Amazon ECS that moto only records (https://docs.aws.amazon.com/AmazonECS/latest/APIReference, looked up
 * 2026-11-28). A task runs as a process of this machine, and the tasks of a service count as running.
 */
export function ecsOperations(options: EcsOptions): Record<string, Operation> {
  const { moto, tasks } = options;
  return {
    DescribeServices: input => describeServices(moto, input),
    UpdateService: async input => {
      const answer = await moto('ecs', 'UpdateService', input);
      if (answer.status === 200 && input.forceNewDeployment) await options.restart?.(String(input.service));
      return answer;
    },
    RunTask: input => runTask(options, input as unknown as RunTask),
    DescribeTasks: ({ tasks: arns }) => {
      const found = (arns as string[]).map(arn => tasks.get(idOf({ arn })));
      return ok({ tasks: found.filter(task => task !== undefined).map(describe) });
    },
    StopTask: async ({ task }) => {
      const found = tasks.get(idOf({ arn: String(task) }));
      if (!found) return refused('InvalidParameterException', 'The referenced task was not found.');
      await stopTask(found);
      return ok({ task: describe(found) });
    },
  };
}

interface RunTask {
  taskDefinition: string;
  overrides?: { containerOverrides?: Partial<ContainerDefinition>[] };
}

async function describeServices(moto: CallMoto, input: object): Promise<CloudAnswer> {
  const { status, body } = await moto('ecs', 'DescribeServices', input);
  const services = ((body as Described).services ?? []).map(service => {
    const { desiredCount, taskDefinition } = service;
    const counts = { desiredCount, runningCount: desiredCount, pendingCount: 0 };
    const deployment = { id: 'ecs-svc/1', status: 'PRIMARY', rolloutState: 'COMPLETED' };
    return { ...service, ...counts, deployments: [{ ...deployment, taskDefinition, ...counts }] };
  });
  return { status, body: status === 200 ? { ...body, services } : body };
}

async function runTask(options: EcsOptions, { taskDefinition, overrides }: RunTask): Promise<CloudAnswer> {
  const container = await mainContainer(options.moto, taskDefinition);
  if (!container) return refused('ClientException', 'TaskDefinition not found.');
  const [override = {}] = overrides?.containerOverrides ?? [];
  const environment = [...(container.environment ?? []), ...(override.environment ?? [])];
  const merged = { ...container, ...override, environment };
  const task = startTask(merged, options.images, await options.environmentOf(merged));
  options.tasks.set(idOf(task), task);
  return ok({ tasks: [describe(task)], failures: [] });
}

function describe(task: Task): object {
  const ended = hasEnded(task);
  const lastStatus = ended ? 'STOPPED' : 'RUNNING';
  const exitCode = ended ? (task.process.exitCode ?? 137) : undefined;
  return {
    taskArn: task.arn,
    lastStatus,
    desiredStatus: lastStatus,
    stoppedReason: ended ? 'Essential container in task exited' : undefined,
    containers: [{ name: 'main', lastStatus, exitCode }],
  };
}
