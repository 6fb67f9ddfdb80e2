/**
 * The values of each size: CPU in units of 1/1024, memory in MiB, the minimum and maximum number of tasks, the database's
 * instance class and its storage in GiB.
 */
export const sizes = {
  small: { cpu: 256, memory: 512, tasks: 1, maxTasks: 4, instanceClass: 'db.t4g.micro', storage: 20 },
  medium: { cpu: 512, memory: 1024, tasks: 2, maxTasks: 8, instanceClass: 'db.t4g.medium', storage: 50 },
  large: { cpu: 1024, memory: 2048, tasks: 4, maxTasks: 16, instanceClass: 'db.m7g.large', storage: 200 },
} as const;

/** The values of one size. */
export type Size = (typeof sizes)[keyof typeof sizes];
