import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  DefaultGithubCredentialsProvider,
  type GitHubServiceRepository,
  ScmIntegrations,
  serviceRepository,
} from '@goldpath/plugin-goldpath-node';
import { startTestGitHub, type TestGitHub, type TestRun } from '@goldpath/plugin-goldpath-node/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { GitHubApi } from './GitHubApi.ts';
import { ServiceChecks } from './ServiceChecks.ts';

let parent: string;
let gitHub: TestGitHub;
let work: string;
let entity: Entity;
let repository: GitHubServiceRepository;
let checks: ServiceChecks;
let history: [entityRef: string, result: string][];

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
  return execFileSync('git', [...identity, ...args], { cwd: work })
    .toString()
    .trim();
}

function push(): void {
  git('commit', '--quiet', '--allow-empty', '--message=Change');
  git('push', '--quiet', 'origin', 'main');
}

const endedAt = '2026-11-29T10:00:00Z';
const job = (name: string, conclusion: string | null): TestRun['jobs'][number] => ({
  name,
  conclusion,
  completed_at: conclusion === null ? null : endedAt,
});

/** A run of the policy workflow for the last commit, with these jobs. */
function run(branch: string, ...jobs: TestRun['jobs']): void {
  const status = jobs.every(({ conclusion }) => conclusion !== null) ? 'completed' : 'in_progress';
  const sha = git('rev-parse', 'HEAD');
  gitHub.runs.unshift({
    id: gitHub.runs.length + 1,
    workflow: 'policy.yml',
    branch,
    sha,
    status,
    jobs,
  });
}

async function result() {
  await checks.check(entity, repository, new AbortController().signal);
  return checks.last(repository);
}

beforeEach(async () => {
  parent = await mkdtemp(path.join(os.tmpdir(), 'goldpath-checks-'));
  gitHub = await startTestGitHub(path.join(parent, 'github'));
  work = path.join(parent, 'desk');
  execFileSync('git', ['clone', '--quiet', gitHub.create('acme', 'desk'), work], { stdio: 'pipe' });
  push();
  const { host } = new URL(gitHub.url);
  const integrations = ScmIntegrations.fromConfig(
    mockServices.rootConfig({
      data: { integrations: { github: [{ host, apiBaseUrl: gitHub.url, token: 'secret' }] } },
    }),
  );
  const location = `url:${gitHub.url}/acme/desk/blob/main/catalog-info.yaml`;
  entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'desk', annotations: { 'backstage.io/managed-by-location': location } },
  };
  repository = serviceRepository(entity, integrations) as GitHubServiceRepository;
  history = [];
  checks = new ServiceChecks({
    gitHub: new GitHubApi(DefaultGithubCredentialsProvider.fromIntegrations(integrations)),
    inspections: { inspect: () => Promise.resolve(), lastChecks: () => undefined },
    onChecked(entityRef, added) {
      history.push([entityRef, added.result]);
      return Promise.resolve();
    },
  });
});

afterEach(async () => {
  await gitHub.stop();
  await rm(parent, { recursive: true, force: true });
});

test('a service is unknown before its first check', () => {
  expect(checks.last(repository)).toEqual({ result: 'unknown', reason: 'it was not checked yet' });
});

test.each([
  ['success', 'pass'],
  ['failure', 'fail'],
])('a job that ended with %s is a %s, with its time and address', async (conclusion, word) => {
  run('main', job('check / check', conclusion));
  expect(await result()).toEqual({ result: word, endedAt, url: `${gitHub.url}/runs/1/job/1` });
});

test('a result from GitHub is added to the history', async () => {
  run('main', job('check / check', 'failure'));
  await result();
  expect(history).toEqual([['component:default/desk', 'fail']]);
});

test('a failed upload of findings is not a failed check', async () => {
  run('main', job('check / check', 'success'), job('check / upload', 'failure'));
  expect(await result()).toMatchObject({ result: 'pass' });
});

test('a run for an older commit is not the result of the last one', async () => {
  run('main', job('check / check', 'success'));
  push();
  expect(await result()).toMatchObject({
    result: 'unknown',
    reason: 'policy.yml has not run for its last commit',
  });
});

test('a run of another branch at the same commit is not the result', async () => {
  run('main', job('check / check', 'failure'));
  run('trial', job('check / check', 'success'));
  expect(await result()).toMatchObject({ result: 'fail' });
});

test.each([
  ['a job that runs', [job('check / check', null)], 'its check is running'],
  ['a run whose job is not there yet', [job('preview', null)], 'its check is running'],
  ['a skipped job', [job('check / check', 'skipped')], 'its check ended as skipped'],
  ['a cancelled job', [job('check / check', 'cancelled')], 'its check ended as cancelled'],
  [
    'a workflow without the check',
    [job('check', 'success')],
    'policy.yml did not call the check of the platform',
  ],
])('%s is unknown', async (_case, jobs, reason) => {
  run('main', ...jobs);
  expect(await result()).toMatchObject({ result: 'unknown', reason });
});

test('a repository without the workflow is unknown', async () => {
  expect(await result()).toEqual({
    result: 'unknown',
    reason: 'the portal cannot see a workflow policy.yml in its repository',
  });
});

test('a token without the permission is the reason, with the permission', async () => {
  gitHub.missingPermission = 'actions=read';
  const { result: word, reason } = await result();
  expect(word).toBe('unknown');
  expect(reason).toContain("with status 403; the portal's token needs the permission actions=read");
});

test('a result that cannot be read again is unknown', async () => {
  run('main', job('check / check', 'success'));
  expect(await result()).toMatchObject({ result: 'pass' });
  gitHub.status = 503;
  const { result: word, reason } = await result();
  expect(word).toBe('unknown');
  expect(reason).toContain('answers with status 503; try again later');
});
