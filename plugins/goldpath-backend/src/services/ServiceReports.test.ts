import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { ChecksResult } from '@goldpath/plugin-goldpath-common';
import { ScmIntegrations } from '@goldpath/plugin-goldpath-node';
import type { ServiceStatus } from '@goldpath/upgrade';
import { expect, test } from 'vitest';
import type { RoundsOptions } from '../Rounds.ts';
import { GitHubError } from './GitHubApi.ts';
import type { GitHubService } from './GitHubServices.ts';
import { ServiceReports } from './ServiceReports.ts';

const component = (name: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    annotations: {
      'backstage.io/managed-by-location': `url:https://github.com/acme/${name}/blob/main/catalog-info.yaml`,
    },
  },
});
const outdated: ServiceStatus = {
  dir: 'https://github.com/acme/orders',
  state: 'outdated',
  template: { id: 'tiny', version: '1.2.3', latest: '1.3.0' },
  changes: { added: [], changed: ['README.md'], removed: [] },
  modified: [{ file: 'README.md', change: 'changed' }],
  newer: [{ version: '1.3.0', summary: 'It drains.', text: 'It drains. And more.' }],
};

const passed: ChecksResult = { result: 'pass', findings: 0 };

/** Reports on services on GitHub, which are compared by a function. */
function reportsOf(
  names: string[],
  compare: (url: string) => Promise<GitHubService | undefined>,
  patience: RoundsOptions = {},
) {
  const compared: string[] = [];
  const checked: string[] = [];
  const catalog = catalogServiceMock({ entities: names.map(component) });
  const reports = new ServiceReports({
    answers: {},
    catalog,
    checks: {
      check(_entity, repository) {
        if (repository.kind === 'github') checked.push(repository.url);
        return Promise.resolve();
      },
      last: () => passed,
    },
    gitHub: {
      compare({ url }) {
        compared.push(url);
        return compare(url);
      },
    },
    integrations: ScmIntegrations.fromConfig(mockServices.rootConfig()),
    logger: mockServices.logger.mock(),
    templates: { load: () => Promise.resolve(new Map()) },
    patience,
  });
  const add = (name: string) => {
    const later = catalogServiceMock({ entities: [...names, name].map(component) });
    catalog.getEntities = (...request) => later.getEntities(...request);
  };
  return { reports, compared, checked, add };
}

const credentials = mockCredentials.user();

test('a service on GitHub has its address, its newer versions and its last upgrade', async () => {
  const lastUpgrade = '2026-11-01T10:00:00Z';
  const { reports } = reportsOf(['orders'], () => Promise.resolve({ status: outdated, lastUpgrade }));
  expect((await reports.all(credentials)).services).toEqual([
    expect.objectContaining({
      entityRef: 'component:default/orders',
      url: 'https://github.com/acme/orders',
      state: 'outdated',
      newer: [{ version: '1.3.0', summary: 'It drains.' }],
      modified: ['README.md'],
      lastUpgrade,
      checks: passed,
    }),
  ]);
  expect((await reports.one('component:default/orders', credentials))?.newer[0]?.text).toBe(
    'It drains. And more.',
  );
});

test('a service that was not stamped is left out', async () => {
  const { reports } = reportsOf(['orders', 'blog'], url =>
    Promise.resolve(url.endsWith('orders') ? { status: outdated } : undefined),
  );
  expect((await reports.all(credentials)).services.map(({ title }) => title)).toEqual(['orders']);
});

test('a comparison that takes long is not waited for, and its result is asked for by its number', async () => {
  const released = Promise.withResolvers<GitHubService>();
  const { reports, compared } = reportsOf(['orders'], () => released.promise, {
    firstPatience: 0,
    nextPatience: 60_000,
  });
  const { services, round } = await reports.all(credentials);
  expect(services).toMatchObject([{ state: 'unknown', reason: 'it is being compared' }]);
  expect(services[0]?.checkedAt).toBeUndefined();
  expect(round).toEqual({ number: 1, isRunning: true });
  released.resolve({ status: outdated });
  expect(await reports.all(credentials, 1)).toMatchObject({
    services: [{ state: 'outdated' }],
    round: { number: 1, isRunning: false },
  });
  expect(compared).toHaveLength(1);
});

test('the last states are shown while the services are compared again', async () => {
  let isSlow = false;
  const { reports } = reportsOf(
    ['orders'],
    () => (isSlow ? new Promise(() => undefined) : Promise.resolve({ status: outdated })),
    { firstPatience: 0 },
  );
  await reports.refresh(credentials);
  isSlow = true;
  expect(await reports.all(credentials)).toMatchObject({
    services: [{ state: 'outdated' }],
    round: { isRunning: true },
  });
});

test('a service that appeared after the round is compared, too', async () => {
  const { reports, add } = reportsOf(['orders'], () => Promise.resolve({ status: outdated }));
  const { round } = await reports.all(credentials);
  add('billing');
  expect(await reports.all(credentials, round.number)).toMatchObject({
    services: [{ title: 'billing', state: 'outdated' }, { title: 'orders' }],
    round: { isRunning: false },
  });
});

test('only the chosen services are compared', async () => {
  const { reports, compared } = reportsOf(['orders', 'billing'], () => Promise.resolve({ status: outdated }));
  expect(await reports.some(['component:default/billing'], credentials)).toMatchObject([
    { title: 'billing', state: 'outdated' },
  ]);
  expect(compared).toEqual(['https://github.com/acme/billing']);
});

test('a failure of GitHub keeps the last result, and without one it is the reason', async () => {
  let isDown = false;
  const { reports } = reportsOf(['orders'], () =>
    isDown ? Promise.reject(new GitHubError('github.com is down')) : Promise.resolve({ status: outdated }),
  );
  await reports.all(credentials);
  isDown = true;
  expect((await reports.all(credentials)).services).toMatchObject([{ state: 'outdated' }]);
  const fresh = reportsOf(['orders'], () => Promise.reject(new GitHubError('github.com is down')));
  expect((await fresh.reports.all(credentials)).services).toMatchObject([
    { state: 'unknown', reason: 'github.com is down' },
  ]);
});

test('a push refreshes the services in its repository', async () => {
  const { reports, compared, checked } = reportsOf(['orders', 'billing'], () =>
    Promise.resolve({ status: outdated }),
  );
  await reports.refreshRepository('https://github.com/acme/billing', credentials);
  expect(compared).toEqual(['https://github.com/acme/billing']);
  expect(checked).toEqual(['https://github.com/acme/billing']);
});

test('stamped services are checked, others are not', async () => {
  const { reports, checked } = reportsOf(['orders', 'blog'], url =>
    Promise.resolve(url.endsWith('orders') ? { status: outdated } : undefined),
  );
  await reports.refresh(credentials);
  await reports.check(credentials, new AbortController().signal);
  expect(checked).toEqual(['https://github.com/acme/orders']);
});

test('the page of a service on GitHub reads the result of its checks now', async () => {
  const { reports, checked } = reportsOf(['orders'], () => Promise.resolve({ status: outdated }));
  const detailed = await reports.one('component:default/orders', credentials);
  expect(detailed?.report.checks).toBe(passed);
  expect(checked).toEqual(['https://github.com/acme/orders']);
});

test('the last reports are read without a comparison', async () => {
  const { reports, compared } = reportsOf(['orders'], () => Promise.resolve({ status: outdated }));
  expect(await reports.last(credentials)).toMatchObject([
    { state: 'unknown', reason: 'it is being compared' },
  ]);
  await reports.all(credentials);
  expect(await reports.last(credentials)).toMatchObject([{ state: 'outdated', checks: passed }]);
  expect(compared).toHaveLength(1);
});
