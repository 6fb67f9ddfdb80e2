import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
// eslint-disable-next-line @backstage/no-relative-monorepo-imports -- the template's components are not a package of this repository
import { sizes } from '../templates/prompt-library-service/skeleton/infra/sizes.ts';
import { neededMemory, portalSize, tasksAtOnce } from './size.ts';

/** MiB by units of CPU: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size, looked up 2026-11-28. */
const fargate: Record<number, number[]> = {
  256: [512, 1024, 2048],
  512: [1024, 2048, 3072, 4096],
  1024: [2048, 3072, 4096, 5120, 6144, 7168, 8192],
};

test.each(Object.keys(sizes) as (keyof typeof sizes)[])(
  'a task of the size %s has room for three checks at once, and Fargate has such a task',
  name => {
    const { cpu, memory } = portalSize(sizes[name]);
    expect(neededMemory).toBe(458 + 3 * 220);
    expect(memory).toBeGreaterThanOrEqual(neededMemory);
    expect(fargate[cpu]).toContain(memory);
  },
);

test('a larger size keeps its memory', () => {
  expect(portalSize({ ...sizes.large, memory: 4096 }).memory).toBe(4096);
});

test('on AWS, a replica runs as many tasks at once as it has room for', () => {
  const file = path.join(import.meta.dirname, '../app-config.aws.yaml');
  const { scaffolder } = parse(readFileSync(file, 'utf8')) as {
    scaffolder: { concurrentTasksLimit: number };
  };
  expect(scaffolder.concurrentTasksLimit).toBe(tasksAtOnce);
});
