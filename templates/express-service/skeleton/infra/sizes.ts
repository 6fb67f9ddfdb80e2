import type { memoryOf } from './contracts';

/** The values of one size. */
export interface Size {
  /** units of 1/1024 */
  cpu: number;
  /** MiB */
  memory: number;
  /** the minimum number of tasks */
  tasks: number;
  /** the maximum number of tasks */
  maxTasks: number;
  instanceClass: keyof typeof memoryOf;
  /** GiB of the database */
  storage: number;
}

/** The values of each size. A stage may have other numbers of tasks. */
export const sizes = {
  small: { cpu: 256, memory: 512, tasks: 1, maxTasks: 3, instanceClass: 'db.t4g.micro', storage: 20 },
  medium: { cpu: 512, memory: 1024, tasks: 2, maxTasks: 8, instanceClass: 'db.t4g.medium', storage: 50 },
  large: { cpu: 1024, memory: 2048, tasks: 4, maxTasks: 16, instanceClass: 'db.m7g.large', storage: 200 },
} satisfies Record<string, Size>;
