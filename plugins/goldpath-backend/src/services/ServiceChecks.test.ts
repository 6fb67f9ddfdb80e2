import { mockServices } from '@backstage/backend-test-utils';
import type { ChecksResult } from '@goldpath/plugin-goldpath-common';
import { DefaultGithubCredentialsProvider, ScmIntegrations } from '@goldpath/plugin-goldpath-node';
import { expect, test } from 'vitest';
import { GitHubApi } from './GitHubApi.ts';
import { ServiceChecks } from './ServiceChecks.ts';

const entity = { apiVersion: 'backstage.io/v1alpha1', kind: 'Component', metadata: { name: 'desk' } };
const repository = { kind: 'local', folder: '/stamped/desk' } as const;
const passed: ChecksResult = { result: 'pass', findings: 0, endedAt: '2026-11-29T10:00:00Z' };

/** Checks of a service on this machine, whose last inspection passed. */
function checksWith(inspect: () => Promise<void>): ServiceChecks {
  const integrations = ScmIntegrations.fromConfig(mockServices.rootConfig());
  return new ServiceChecks({
    gitHub: new GitHubApi(DefaultGithubCredentialsProvider.fromIntegrations(integrations)),
    inspections: { inspect, lastChecks: () => passed },
    onChecked: () => Promise.resolve(),
  });
}

test('a service on this machine has the result of its last inspection', () => {
  expect(checksWith(() => Promise.resolve()).last(repository)).toBe(passed);
});

test('a service whose check cannot end is unknown until one ends', async () => {
  let isBroken = true;
  const checks = checksWith(() => (isBroken ? Promise.reject(new Error('no memory')) : Promise.resolve()));
  await checks.check(entity, repository, new AbortController().signal);
  expect(checks.last(repository)).toEqual({ result: 'unknown', reason: 'no memory' });
  isBroken = false;
  await checks.check(entity, repository, new AbortController().signal);
  expect(checks.last(repository)).toBe(passed);
});

test('a check that was cancelled leaves the last result', async () => {
  const checks = checksWith(() => Promise.reject(new Error('cancelled')));
  await checks.check(entity, repository, AbortSignal.abort());
  expect(checks.last(repository)).toBe(passed);
});
