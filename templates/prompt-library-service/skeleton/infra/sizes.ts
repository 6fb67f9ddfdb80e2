/**
 * What a size means: CPU in units of 1/1024, memory in MiB, storage in GiB, the tasks that always run and the most that
 * there may be.
 */
export const sizes = {
  small: { cpu: 256, memory: 512, tasks: 1, maxTasks: 4, instanceClass: 'db.t4g.micro', storage: 20 },
  medium: { cpu: 512, memory: 1024, tasks: 2, maxTasks: 8, instanceClass: 'db.t4g.medium', storage: 50 },
  large: { cpu: 1024, memory: 2048, tasks: 4, maxTasks: 16, instanceClass: 'db.m7g.large', storage: 200 },
} as const;

/** How big the service is. */
export type Size = (typeof sizes)[keyof typeof sizes];
