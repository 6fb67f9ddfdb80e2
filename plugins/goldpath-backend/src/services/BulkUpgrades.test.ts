import { mockCredentials } from '@backstage/backend-test-utils';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import type { ServiceReport } from '@goldpath/plugin-goldpath-common';
import { expect, test, vi } from 'vitest';
import { BulkUpgrades } from './BulkUpgrades.ts';

const credentials = mockCredentials.user();
const service = (name: string): ServiceReport => ({
  entityRef: `component:default/${name}`,
  title: name,
  owner: 'group:default/storefront',
  state: 'outdated',
  template: { id: 'tiny', version: '1.2.3', latest: '1.3.0' },
  changes: { added: [], changed: [], removed: [] },
  modified: [],
  newer: [],
  checks: { result: 'pass', findings: 0 },
});

/** A scaffolder whose tasks for the given services fail. */
function bulk(failing: readonly string[] = []) {
  const looks = new Map<string, number>();
  const scaffold = vi.fn<ScaffolderService['scaffold']>(({ values }) =>
    Promise.resolve({ taskId: (values as { service: string }).service }),
  );
  const getTask = ({ taskId }: { taskId: string }) => {
    looks.set(taskId, (looks.get(taskId) ?? 0) + 1);
    const ended = failing.some(name => taskId.endsWith(name)) ? 'failed' : 'completed';
    return Promise.resolve({ status: looks.get(taskId) === 1 ? 'processing' : ended }) as ReturnType<
      ScaffolderService['getTask']
    >;
  };
  const notifyOwner = vi.fn(() => Promise.resolve());
  return {
    upgrades: new BulkUpgrades({ scaffolder: { scaffold, getTask }, notifyOwner, interval: 0 }),
    scaffold,
    notifyOwner,
  };
}

const states = (upgrades: BulkUpgrades) => upgrades.current()?.items.map(({ state }) => state);

test('services are upgraded by tasks of the user, and their owners are notified', async () => {
  const { upgrades, scaffold, notifyOwner } = bulk();
  await upgrades.start([service('a'), service('b')], { limit: 10, maxFailures: 1 }, credentials).end;
  expect(states(upgrades)).toEqual(['upgraded', 'upgraded']);
  expect(upgrades.current()?.isRunning).toBe(false);
  expect(scaffold).toHaveBeenCalledWith(
    { templateRef: 'template:default/upgrade-service', values: { service: 'component:default/a' } },
    { credentials },
  );
  expect(notifyOwner).toHaveBeenCalledWith(
    expect.objectContaining({ owner: 'group:default/storefront', link: '/catalog/default/component/a' }),
  );
});

test('services after the limit are skipped', async () => {
  const { upgrades } = bulk();
  await upgrades.start([service('a'), service('b')], { limit: 1, maxFailures: 1 }, credentials).end;
  expect(states(upgrades)).toEqual(['upgraded', 'skipped']);
});

test('the run stops at the first failures, and their owners are not notified', async () => {
  const { upgrades, notifyOwner } = bulk(['a', 'b']);
  const services = ['a', 'b', 'c'].map(service);
  await upgrades.start(services, { limit: 10, maxFailures: 2 }, credentials).end;
  expect(states(upgrades)).toEqual(['failed', 'failed', 'skipped']);
  expect(upgrades.current()?.items[0]?.error).toContain('failed');
  expect(notifyOwner).not.toHaveBeenCalled();
});

test('a second run waits for the end of the first', async () => {
  const { upgrades } = bulk();
  const { end } = upgrades.start([service('a')], { limit: 10, maxFailures: 1 }, credentials);
  expect(() => upgrades.start([service('b')], { limit: 10, maxFailures: 1 }, credentials)).toThrow(
    'Another upgrade of several services is in progress',
  );
  await end;
  await upgrades.start([service('b')], { limit: 10, maxFailures: 1 }, credentials).end;
  expect(states(upgrades)).toEqual(['upgraded']);
});
