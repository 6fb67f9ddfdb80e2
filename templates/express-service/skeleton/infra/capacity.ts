import { maxConnections, memoryOf } from './contracts';
import type { Settings } from './settings';
import { sizes, type Size } from './sizes';

/** Bytes. */
const gigabyte = 2 ** 30;

/** The part of its database's connections that the service may use; the rest is for migrations and people. */
const share = 0.8;

/** The connections in the pool of each task; the service reads it as DATABASE_POOL_SIZE. */
export const poolSize = 10;

/** The connections that each task opens at most: its pool, and that of the lock of `src/sweeper.ts`. */
export const connectionsOfTask = poolSize + 1;

/** The most tasks that run at once, as a multiple of the tasks of one version: a rollout starts all of the next one. */
const duringRollout = 2;

/**
 * The connections that a database allows. The operating system takes its share of the memory first; a quarter is
 * subtracted for it, so that limits and alarms are reached early rather than never.
 */
export function connectionsOf({ instanceClass }: Pick<Size, 'instanceClass'>): number {
  return maxConnections(memoryOf[instanceClass] * gigabyte * 0.75);
}

/** The most tasks of one version whose connections a database allows, also during a rollout. */
export function tasksOf(size: Pick<Size, 'instanceClass'>): number {
  return Math.floor((connectionsOf(size) * share) / (connectionsOfTask * duringRollout));
}

/** The size of a stage, with its own numbers of tasks. A stage that survives the failure of a zone has two. */
export function capacityOf(settings: Settings): Size {
  const size: Size = sizes[settings['service:size']];
  const least = settings['service:multiAz'] ? 2 : 1;
  const tasks = settings['service:tasks'] ?? Math.max(size.tasks, least);
  return { ...size, tasks, maxTasks: settings['service:maxTasks'] ?? Math.max(size.maxTasks, tasks) };
}

/** A sentence for each number of tasks that does not go with the others, or with the database. */
export function capacityProblems(settings: Settings): string[] {
  const { tasks, maxTasks, instanceClass } = capacityOf(settings);
  const limit = tasksOf({ instanceClass });
  if (maxTasks < tasks)
    return [
      `service:maxTasks is ${maxTasks}, fewer than the minimum of ${tasks} tasks; set it to ${tasks} or more.`,
    ];
  if (maxTasks > limit)
    return [
      `service:maxTasks is ${maxTasks}; during a rollout twice as many tasks connect to ${instanceClass}, which is enough for ${limit}. Set service:maxTasks and service:tasks to at most ${limit}, or choose a larger service:size.`,
    ];
  return [];
}
