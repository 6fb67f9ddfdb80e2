/* eslint-disable @backstage/no-relative-monorepo-imports -- the template's components are not a package of this repository */
import type { Size } from '../templates/prompt-library-service/skeleton/infra/sizes';

/** The memory of the portal's image at rest in MB, measured by `npm run image -- portal`: see docs/images.md. */
const portalMemory = 458;

/** The peak of the process that executes the program of a check, in MB: see docs/images.md. */
const checkMemory = 220;

/** The number of tasks that a replica runs at once: `scaffolder.concurrentTasksLimit` in app-config.aws.yaml. */
export const tasksAtOnce = 3;

/** The memory that a replica needs, in MiB. */
export const neededMemory = portalMemory + tasksAtOnce * checkMemory;

/** MiB: Fargate sells memory in these steps, to 256, 512 and 1024 units of CPU alike (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size, looked up 2026-11-28). */
const step = 1024;

/** The size of a stage, with the memory for a replica of the portal and its checks. */
export function portalSize(size: Size): Size {
  return { ...size, memory: Math.max(size.memory, Math.ceil(neededMemory / step) * step) };
}
