import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { SerializedTaskEvent } from '@backstage/plugin-scaffolder-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { DefaultGithubCredentialsProvider, ScmIntegrations } from '@goldpath/plugin-goldpath-node';
import { writeTinyTemplate } from '@goldpath/plugin-goldpath-node/testing';
import { checkExamples } from './actions/check.ts';
import { goldpathActions } from './actions/goldpathActions.ts';
import { publishLocalExamples } from './actions/publishLocal.ts';
import { stampExamples } from './actions/stamp.ts';
import module from './index.ts';

const values = { name: 'basket', owner: 'group:default/storefront' };
let parent: string;
let root: string;
let backend: TestBackend;

beforeAll(async () => {
  parent = await mkdtemp(path.join(os.tmpdir(), 'goldpath-module-'));
  root = path.join(parent, 'stamped');
  const group = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'storefront', namespace: 'default' },
  };
  const templates = [
    registered('tiny-service', [...stampExamples, ...publishLocalExamples]),
    registered('checked-service', [...stampExamples, ...checkExamples, ...publishLocalExamples]),
  ];
  const workingDirectory = path.join(parent, 'tasks');
  await mkdir(workingDirectory);
  backend = await startTestBackend({
    features: [
      import('@backstage/plugin-scaffolder-backend'),
      module,
      catalogServiceMock.factory({ entities: [group, ...(await Promise.all(templates))] }),
      mockServices.rootConfig.factory({
        data: { backend: { workingDirectory }, goldpath: { localRepositories: { path: root } } },
      }),
    ],
  });
});

afterAll(async () => {
  await backend?.stop();
  await rm(parent, { recursive: true, force: true });
});

/** A template on disk, as its entity in the catalog. */
async function registered(id: string, examples: { example: string }[]): Promise<Entity> {
  const file = await writeTinyTemplate(path.join(parent, id), id, examples);
  const template = parse(await readFile(file, 'utf8')) as Entity;
  template.metadata.annotations = { 'backstage.io/managed-by-location': `file:${file}` };
  return template;
}

async function api<T>(method: 'GET' | 'POST', route: string, body?: object): Promise<T> {
  const response = await fetch(`http://localhost:${backend.server.port()}/api/scaffolder/v2/${route}`, {
    method,
    headers: { authorization: mockCredentials.user.header(), 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${route}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** Runs the template and follows its events to the end; the request for events waits until there are some. */
async function runTask(template: string, answers: object): Promise<{ status: string; log: string }> {
  const templateRef = `template:default/${template}`;
  const { id } = await api<{ id: string }>('POST', 'tasks', { templateRef, values: answers });
  const events: SerializedTaskEvent[] = [];
  for (;;) {
    events.push(
      ...(await api<SerializedTaskEvent[]>('GET', `tasks/${id}/events?after=${events.at(-1)?.id ?? 0}`)),
    );
    const end = events.find(({ type }) => type === 'completion');
    if (!end) continue;
    const log = events.map(({ body }) => body.message).join('\n');
    return { status: end.body.error ? 'failed' : 'completed', log };
  }
}

test('the documented examples in sequence publish a repository from the answers', async () => {
  const { status, log } = await runTask('tiny-service', values);
  expect(log).toContain('Stamped 3 files from tiny-service 1.2.3');
  expect(status).toBe('completed');
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: path.join(root, 'basket'), encoding: 'utf8' });
  expect(git('show', 'HEAD:README.md')).toBe('# basket\n');
  expect(git('log', '--format=%s')).toBe('Create basket from template:default/tiny-service\n');
});

test('a repository that does not pass the check is not published', async () => {
  const { status, log } = await runTask('checked-service', { ...values, name: 'unfinished' });
  expect(status).toBe('failed');
  expect(log).toContain('program-executed: Pulumi program infra (infra/Pulumi.yaml:1)');
  expect(existsSync(path.join(root, 'unfinished'))).toBe(false);
});

test('a dry run returns the stamped files, and publishes nothing', async () => {
  const folder = path.join(parent, 'tiny-service');
  const paths = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name));
  const directoryContents = await Promise.all(
    paths.map(async file => ({
      path: path.relative(folder, file),
      base64Content: await readFile(file, 'base64'),
    })),
  );
  const template = parse(await readFile(path.join(folder, 'template.yaml'), 'utf8')) as Entity;
  const dryRun = await api<{ directoryContents: { path: string }[] }>('POST', 'dry-run', {
    template,
    values: { ...values, name: 'tried-out' },
    secrets: {},
    directoryContents,
  });
  expect(dryRun.directoryContents.map(file => file.path)).toContain('.goldpath/manifest.json');
  expect(existsSync(path.join(root, 'tried-out'))).toBe(false);
});

test('the scaffolder lists every action', async () => {
  const listed = await api<{ id: string }[]>('GET', 'actions');
  const integrations = ScmIntegrations.fromConfig(mockServices.rootConfig());
  const actions = goldpathActions({
    root,
    answers: {},
    catalog: catalogServiceMock(),
    reader: mockServices.urlReader.mock(),
    integrations,
    github: DefaultGithubCredentialsProvider.fromIntegrations(integrations),
  });
  expect(listed.map(({ id }) => id)).toEqual(expect.arrayContaining(actions.map(({ id }) => id)));
});
