import { expect, it } from 'vitest';
import { capacityOf, connectionsOfTask, poolSize, tasksOf } from './capacity';
import { maxConnections, memoryOf } from './contracts';
import type { Settings } from './settings';
import { sizes, type Size } from './sizes';
import { run } from './testing';

const settings = (size: string, multiAz: boolean) =>
  ({ 'service:size': size, 'service:multiAz': multiAz }) as Settings;

it.each(Object.keys(sizes))('%s leaves a fifth of the database’s connections free during a rollout', size => {
  for (const multiAz of [false, true]) {
    const { maxTasks, instanceClass } = capacityOf(settings(size, multiAz));
    const allowed = maxConnections(memoryOf[instanceClass] * 2 ** 30);
    // a rollout runs the tasks of two versions (200 %)
    expect(maxTasks * 2 * connectionsOfTask).toBeLessThanOrEqual(0.8 * allowed);
    expect(maxTasks).toBeLessThanOrEqual(tasksOf({ instanceClass }));
  }
});

it.each([
  ['db.t4g.micro', 112],
  ['db.t4g.medium', 450],
  ['db.m7g.large', 901],
] satisfies [Size['instanceClass'], number][])(
  '%s allows at most %i connections',
  (instanceClass, connections) => {
    expect(maxConnections(memoryOf[instanceClass] * 2 ** 30)).toBe(connections);
  },
);

it('AWS allows at most 5000 connections by default', () => {
  expect(maxConnections(2 ** 40)).toBe(5000);
});

it('each task is limited to the connections that were counted for it', async () => {
  const [container] = JSON.parse(
    String(
      (await run('dev')).one('ecs/taskDefinition:TaskDefinition', 'shop-dev').inputs.containerDefinitions,
    ),
  ) as { environment: { name: string; value: string }[] }[];
  expect(container?.environment).toContainEqual({ name: 'DATABASE_POOL_SIZE', value: String(poolSize) });
  // the sweeper's lock has a connection of its own
  expect(connectionsOfTask).toBe(poolSize + 1);
});
