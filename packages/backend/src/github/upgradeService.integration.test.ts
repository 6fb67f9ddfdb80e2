import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { writeTree } from '@goldpath/files';
import {
  askForTier,
  startTestGitHub,
  type TestGitHub,
  writeTinyTemplate,
} from '@goldpath/plugin-goldpath-node/testing';
import goldpath from '@goldpath/plugin-scaffolder-backend-module-goldpath';
import { scaffolderClient } from '@goldpath/plugin-scaffolder-backend-module-goldpath/testing';
import { loadTemplate, stampTree } from '@goldpath/template';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import github from './module.ts';

const file = path.resolve(import.meta.dirname, '../../../../catalog/upgrade-service/template.yaml');

let parent: string;
let gitHub: TestGitHub;
let bare: string;
let work: string;
let backend: TestBackend;

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
    cwd,
    encoding: 'utf8',
  });

function located(entity: Entity, location: string): Entity {
  const annotations = { 'backstage.io/managed-by-location': location };
  return { ...entity, metadata: { namespace: 'default', ...entity.metadata, annotations } };
}

/** A service of version 1.2.3 on GitHub, whose team has changed it. */
async function pushService(templateDir: string): Promise<void> {
  const template = await loadTemplate(templateDir);
  work = path.join(parent, 'desk');
  const skeleton = new Map(template.skeleton).set('old.txt', {
    content: Buffer.from('old\n'),
    executable: false,
  });
  const answers = { name: 'desk', owner: 'group:default/storefront' };
  await writeTree(stampTree({ ...template, skeleton }, answers), work);
  bare = gitHub.create('acme', 'desk');
  git(work, 'init', '--quiet', '--template=', '--initial-branch=main');
  git(work, 'add', '--all');
  git(work, 'commit', '--quiet', '--message=Stamp');
  await writeFile(path.join(work, 'ours.txt'), 'ours\n');
  git(work, 'add', '--all');
  git(work, 'commit', '--quiet', '--message=Add ours');
  git(work, 'push', '--quiet', bare, 'main');
}

beforeAll(async () => {
  parent = await mkdtemp(path.join(os.tmpdir(), 'goldpath-pull-request-'));
  gitHub = await startTestGitHub(path.join(parent, 'github'));
  const templateDir = path.join(parent, 'tiny-service');
  const steps = [{ example: 'steps:\n  - action: goldpath:stamp\n' }];
  const tiny = await writeTinyTemplate(templateDir, 'tiny-service', steps);
  await pushService(templateDir);
  await askForTier(templateDir);
  await writeFile(path.join(templateDir, 'skeleton/LICENSE.txt'), 'MIT\n');
  const workingDirectory = path.join(parent, 'tasks');
  await mkdir(workingDirectory);
  const { host } = new URL(gitHub.url);
  const desk = { apiVersion: 'backstage.io/v1alpha1', kind: 'Component', metadata: { name: 'desk' } };
  backend = await startTestBackend({
    features: [
      import('@backstage/plugin-scaffolder-backend'),
      github,
      goldpath,
      catalogServiceMock.factory({
        entities: [
          located(parse(await readFile(file, 'utf8')) as Entity, `file:${file}`),
          located(parse(await readFile(tiny, 'utf8')) as Entity, `file:${tiny}`),
          located(desk, `url:${gitHub.url}/acme/desk/blob/main/catalog-info.yaml`),
        ],
      }),
      mockServices.rootConfig.factory({
        data: {
          backend: { workingDirectory },
          integrations: { github: [{ host, apiBaseUrl: gitHub.url, token: 'secret' }] },
        },
      }),
    ],
  });
});

afterAll(async () => {
  await backend?.stop();
  await gitHub?.stop();
  await rm(parent, { recursive: true, force: true });
});

test('the task opens a pull request with the merged upgrade of a service on GitHub', async () => {
  const url = `http://localhost:${backend.server.port()}/api/scaffolder/v2`;
  const client = scaffolderClient(url, mockCredentials.user.header());
  const template = located(parse(await readFile(file, 'utf8')) as Entity, `file:${file}`);
  await client.runTask(template, { service: 'component:default/desk', answers: { tier: 'iron' } });
  expect(gitHub.pullRequests).toEqual([
    expect.objectContaining({
      head: 'acme:goldpath/tiny-service-1.3.0',
      base: 'main',
      title: 'Upgrade tiny-service from 1.2.3 to 1.3.0',
      body: expect.stringMatching(
        /The merge has no conflicts\.[^]*## New questions\n\n- tier: iron \(given for this upgrade\)/,
      ) as string,
    }),
  ]);
  const changes = git(bare, 'diff', '--name-status', 'main', 'goldpath/tiny-service-1.3.0');
  expect(changes.trim().replaceAll('\t', ' ').split('\n')).toEqual([
    'M .goldpath/manifest.json',
    'A LICENSE.txt',
    'D old.txt',
    'A tier.json',
  ]);
  expect(git(bare, 'show', 'goldpath/tiny-service-1.3.0:tier.json')).toContain('iron');
});
