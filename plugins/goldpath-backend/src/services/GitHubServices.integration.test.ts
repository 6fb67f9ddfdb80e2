import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { writeTree } from '@goldpath/files';
import {
  DefaultGithubCredentialsProvider,
  type GitHubServiceRepository,
  ScmIntegrations,
  serviceRepository,
} from '@goldpath/plugin-goldpath-node';
import { startTestGitHub, type TestGitHub, writeTinyTemplate } from '@goldpath/plugin-goldpath-node/testing';
import { loadTemplate, stampTree, type Template } from '@goldpath/template';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { GitHubApi } from './GitHubApi.ts';
import { GitHubServices } from './GitHubServices.ts';

let parent: string;
let gitHub: TestGitHub;
let work: string;
let template: Template;
let repository: GitHubServiceRepository;
let services: GitHubServices;

const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], { cwd: work });

function push(message: string): void {
  git('add', '--all');
  git('commit', '--quiet', `--message=${message}`);
  git('push', '--quiet', 'origin', 'main');
}

const compare = () => services.compare(repository, new Map([[template.id, template]]));
const blobRequests = () => gitHub.requests.filter(request => request.includes('/git/blobs/')).length;

beforeEach(async () => {
  parent = await mkdtemp(path.join(os.tmpdir(), 'goldpath-github-'));
  gitHub = await startTestGitHub(path.join(parent, 'github'));
  const dir = path.join(parent, 'tiny-service');
  await writeTinyTemplate(dir, 'tiny-service', [{ example: 'steps:\n  - action: goldpath:stamp\n' }]);
  template = await loadTemplate(dir);
  work = path.join(parent, 'desk');
  await writeTree(stampTree(template, { name: 'desk', owner: 'group:default/storefront' }), work);
  git('init', '--quiet', '--template=', '--initial-branch=main');
  git('remote', 'add', 'origin', gitHub.create('acme', 'desk'));
  push('Stamp');
  const { host } = new URL(gitHub.url);
  const integrations = ScmIntegrations.fromConfig(
    mockServices.rootConfig({
      data: { integrations: { github: [{ host, apiBaseUrl: gitHub.url, token: 'secret' }] } },
    }),
  );
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'desk',
      annotations: {
        'backstage.io/managed-by-location': `url:${gitHub.url}/acme/desk/blob/main/catalog-info.yaml`,
      },
    },
  };
  repository = serviceRepository(entity, integrations) as GitHubServiceRepository;
  services = new GitHubServices(
    new GitHubApi(DefaultGithubCredentialsProvider.fromIntegrations(integrations)),
  );
});

afterEach(async () => {
  await gitHub.stop();
  await rm(parent, { recursive: true, force: true });
});

test('a service is current without reading its stamped files', async () => {
  expect(await compare()).toMatchObject({ status: { state: 'current', modified: [] } });
  // that of the manifest
  expect(blobRequests()).toBe(1);
});

test('a changed file is read once', async () => {
  await writeFile(path.join(work, 'README.md'), '# ours\n');
  push('Explain');
  expect((await compare())?.status.modified).toEqual([{ file: 'README.md', change: 'changed' }]);
  const before = blobRequests();
  expect((await compare())?.status.modified).toEqual([{ file: 'README.md', change: 'changed' }]);
  expect(blobRequests() - before).toBeLessThanOrEqual(1);
});

test('a newer version makes it outdated, and a merged upgrade has a time', async () => {
  template = { ...template, version: '1.3.0', skeleton: new Map(template.skeleton) };
  (template.skeleton as Map<string, object>).set('LICENSE.txt', {
    content: Buffer.from('MIT\n'),
    executable: false,
  });
  expect(await compare()).toMatchObject({
    status: { state: 'outdated', changes: { added: ['LICENSE.txt'] }, template: { latest: '1.3.0' } },
  });
  expect((await compare())?.lastUpgrade).toBeUndefined();
  const manifest = path.join(work, '.goldpath/manifest.json');
  await writeFile(manifest, (await readFile(manifest, 'utf8')).replace('1.2.3', '1.2.4'));
  push('Upgrade');
  expect((await compare())?.lastUpgrade).toMatch(/^\d{4}-/);
});

test('a repository without a manifest was not stamped', async () => {
  await rm(path.join(work, '.goldpath'), { recursive: true });
  push('Leave');
  expect(await compare()).toBeUndefined();
});

test('an error of GitHub is a clause', async () => {
  gitHub.status = 503;
  await expect(compare()).rejects.toThrow('answers with status 503; try again later');
});
