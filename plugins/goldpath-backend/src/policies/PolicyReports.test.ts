import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { ServicePart, ServiceReport } from '@goldpath/plugin-goldpath-common';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PolicyReports } from './PolicyReports.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'goldpath-policies-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const service = (name: string, location: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, annotations: { 'backstage.io/managed-by-location': location } },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/platform' }],
});

const finding = {
  rule: 'database-not-public',
  severity: 'error' as const,
  verdict: 'fail' as const,
  location: { file: 'infra/index.ts', line: 7 },
  message: 'The database is publicly accessible.',
};
const checksPart: ServicePart = { part: 'checks', blocks: true, passed: 1, findings: [finding] };

type Inspect = ConstructorParameters<typeof PolicyReports>[0]['inspections']['inspect'];

/** The reports of a service in the folder, until its checks have ended. */
function reportsOf(inspect: Inspect, services: ServiceReport[] = []) {
  const entities = [
    service('shop', `file:${folder}/catalog-info.yaml`),
    service('remote', 'url:https://github.com/acme/remote/blob/main/catalog-info.yaml'),
  ];
  const catalog = catalogServiceMock({ entities });
  const endedAt = new Date().toISOString();
  const history = {
    all: () => Promise.resolve([{ entityRef: 'component:default/shop', result: 'fail' as const, endedAt }]),
  };
  const reports = new PolicyReports({
    catalog,
    history,
    inspections: { inspect },
    services: { last: () => Promise.resolve(services) },
  });
  const all = (round?: number) => reports.all(mockCredentials.user(), round);
  return { all, reports };
}

test('a service is checked in the background, and not again while it is unchanged', async () => {
  const inspect = vi.fn<Inspect>((_entity, receive) => Promise.resolve(receive(checksPart)));
  const { all } = reportsOf(inspect);
  expect((await all()).services).toMatchObject([{ title: 'shop', state: 'waiting' }]);
  await expect.poll(async () => (await all()).services[0]?.state).toBe('checked');
  expect((await all()).services).toEqual([
    {
      entityRef: 'component:default/shop',
      title: 'shop',
      owner: 'group:default/platform',
      state: 'checked',
      findings: [finding],
      blocking: 1,
      waivers: [],
    },
  ]);
  expect(inspect).toHaveBeenCalledTimes(1);
  await writeFile(path.join(folder, 'changed.txt'), '');
  expect((await all()).services).toMatchObject([{ state: 'waiting' }]);
});

test('a request with the number of a round does not search for changes again', async () => {
  const { all } = reportsOf((_entity, receive) => Promise.resolve(receive(checksPart)));
  const { round } = await all();
  expect(round).toEqual({ number: 1, isRunning: false });
  await expect.poll(async () => (await all(1)).services[0]?.state).toBe('checked');
  await writeFile(path.join(folder, 'changed.txt'), '');
  expect((await all(1)).services).toMatchObject([{ state: 'checked' }]);
  expect(await all()).toMatchObject({ services: [{ state: 'waiting' }], round: { number: 2 } });
});

test('the reason why a service could not be checked is reported', async () => {
  const { all } = reportsOf(() => Promise.reject(new Error('out of order')));
  await all();
  await expect
    .poll(async () => (await all()).services[0])
    .toMatchObject({
      state: 'failed',
      problem: 'out of order',
    });
});

test('waivers are reported with their end, and incomplete ones are left to the check', async () => {
  const waiver = { rule: 'volume-encrypted', resource: 'disk', reason: 'a test', until: '2027-01-31' };
  await writeFile(
    path.join(folder, 'policy-waivers.yaml'),
    JSON.stringify([waiver, { rule: 'no-end' }, 'text']),
  );
  const { all } = reportsOf((_entity, receive) => Promise.resolve(receive(checksPart)));
  await all();
  await expect.poll(async () => (await all()).services[0]?.waivers).toEqual([waiver]);
});

test('every rule has its reason and the controls that it checks', async () => {
  const { all } = reportsOf(() => Promise.resolve());
  const { rules } = await all();
  const rule = rules.find(({ id }) => id === 'database-not-public');
  expect(rule).toMatchObject({
    severity: 'error',
    why: expect.any(String) as string,
    controls: expect.arrayContaining(['RDS.2']) as string[],
  });
  expect(rules.map(({ id }) => id)).toContain('waivers-valid');
});

test('the trend counts the results of the services', async () => {
  const { all } = reportsOf(() => Promise.resolve());
  const day = new Date().toISOString().slice(0, 'yyyy-mm-dd'.length);
  expect((await all()).trend).toEqual([{ day, passing: 0, failing: 1 }]);
});

test('a stamped service on GitHub has the last result of its own check', async () => {
  const report = (title: string, more: Partial<ServiceReport>): ServiceReport => ({
    entityRef: `component:default/${title}`,
    title,
    state: 'current',
    changes: { added: [], changed: [], removed: [] },
    modified: [],
    newer: [],
    checks: { result: 'unknown', reason: 'it was not checked yet' },
    ...more,
  });
  const template = { id: 'tiny', version: '1.0.0' };
  const checks = { result: 'fail' as const, endedAt: '2026-11-29T10:00:00Z', url: 'https://github.com/run' };
  const { all } = reportsOf(
    () => Promise.resolve(),
    [
      report('desk', { url: 'https://github.com/acme/desk', template, checks, owner: 'group:default/desk' }),
      report('not-stamped', { url: 'https://github.com/acme/not-stamped' }),
      report('local', { folder: '/stamped/local', template }),
    ],
  );
  expect((await all()).onGitHub).toEqual([
    { entityRef: 'component:default/desk', title: 'desk', owner: 'group:default/desk', checks },
  ]);
});
