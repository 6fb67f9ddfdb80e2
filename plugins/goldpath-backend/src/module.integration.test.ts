import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import { mockServices, startTestBackend, type TestBackend } from '@backstage/backend-test-utils';
import { coreServices, createServiceFactory } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import module from './index.ts';

let root: string;
let backend: TestBackend;
const warnings: string[] = [];

beforeAll(async () => {
  root = path.join(await mkdtemp(path.join(os.tmpdir(), 'goldpath-local-')), 'missing');
  const logger = mockServices.logger.mock({
    warn: (message: string) => void warnings.push(message),
    child: () => logger,
  });
  backend = await startTestBackend({
    features: [
      import('@backstage/plugin-catalog-backend'),
      module,
      schedulerServiceFactory,
      createServiceFactory({ service: coreServices.logger, deps: {}, factory: () => logger }),
      mockServices.rootConfig.factory({ data: { goldpath: { localRepositories: { path: root } } } }),
    ],
  });
});

afterAll(async () => {
  await backend?.stop();
  await rm(path.dirname(root), { recursive: true, force: true });
});

const component = (name: string, description = 'A service') => `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
  description: ${description}
spec:
  type: service
  lifecycle: production
  owner: group:default/platform
`;

/** Publishes a repository as the action does: under a hidden name first. */
async function publish(name: string, files: Record<string, string>): Promise<string> {
  const draft = path.join(root, `.draft-${name}`);
  await mkdir(draft, { recursive: true });
  for (const [file, content] of Object.entries(files)) await writeFile(path.join(draft, file), content);
  const folder = path.join(root, name);
  await rename(draft, folder);
  return folder;
}

async function inCatalog(kind: string, name: string): Promise<Entity | undefined> {
  const url = `http://localhost:${backend.server.port()}/api/catalog/entities/by-name/${kind}/default/${name}`;
  const response = await fetch(url);
  if (response.status === 404) return undefined;
  expect(response.status).toBe(200);
  return (await response.json()) as Entity;
}

const soon = { timeout: 120_000, interval: 50 };

const withDescription = (description: string) => ({ metadata: { description } });
const warningsOf = (name: string) =>
  warnings.filter(warning => warning.includes(`${path.sep}${name}${path.sep}`));

// Concurrent tests need the `expect` of their own context for polling.
test.concurrent('a published service appears soon, with its location', async ({ expect }) => {
  const folder = await publish('fresh', { 'catalog-info.yaml': component('fresh') });
  const annotations = {
    'backstage.io/managed-by-location': `file:${folder}/catalog-info.yaml`,
    'backstage.io/managed-by-origin-location': `file:${folder}/catalog-info.yaml`,
  };
  await expect.poll(() => inCatalog('component', 'fresh'), soon).toMatchObject({ metadata: { annotations } });
});

test.concurrent(
  'an API has the content of its included document, and follows its changes',
  async ({ expect }) => {
    const api = `apiVersion: backstage.io/v1alpha1
kind: API
metadata:
  name: documented-api
spec:
  type: openapi
  lifecycle: production
  owner: group:default/platform
  definition:
    $text: ./openapi.yaml
`;
    const files = {
      'catalog-info.yaml': `${component('documented')}---\n${api}`,
      'openapi.yaml': 'openapi: 3.1.0\n',
    };
    const folder = await publish('documented', files);
    await expect.poll(() => inCatalog('component', 'documented'), soon).toBeDefined();
    await expect
      .poll(() => inCatalog('api', 'documented-api'), soon)
      .toMatchObject({ spec: { definition: 'openapi: 3.1.0\n' } });

    await writeFile(path.join(folder, 'openapi.yaml'), 'openapi: 3.1.1\n');
    await expect
      .poll(() => inCatalog('api', 'documented-api'), soon)
      .toMatchObject({ spec: { definition: 'openapi: 3.1.1\n' } });
  },
);

test.concurrent('an edited service is updated', async ({ expect }) => {
  const folder = await publish('edited', { 'catalog-info.yaml': component('edited', 'Before') });
  await expect.poll(() => inCatalog('component', 'edited'), soon).toMatchObject(withDescription('Before'));
  await writeFile(path.join(folder, 'catalog-info.yaml'), component('edited', 'After'));
  await expect.poll(() => inCatalog('component', 'edited'), soon).toMatchObject(withDescription('After'));
});

test.concurrent(
  'an invalid file is reported once with its line, its last valid version is kept, and others continue',
  async ({ expect }) => {
    const folder = await publish('broken', { 'catalog-info.yaml': component('broken', 'Good') });
    await expect.poll(() => inCatalog('component', 'broken'), soon).toMatchObject(withDescription('Good'));

    await writeFile(path.join(folder, 'catalog-info.yaml'), `${component('broken', 'Bad')}  ]: not yaml\n`);
    await publish('bystander', { 'catalog-info.yaml': component('bystander') });
    await expect.poll(() => inCatalog('component', 'bystander'), soon).toBeDefined();

    const problem = expect.stringContaining('catalog-info.yaml:10: invalid YAML') as string;
    await expect
      .poll(() => inCatalog('component', 'broken'), soon)
      .toMatchObject({
        metadata: { description: 'Good', annotations: { 'goldpath.dev/descriptor-problem': problem } },
      });
    expect(warningsOf('broken')).toEqual([
      expect.stringContaining(`${path.join(folder, 'catalog-info.yaml')}:10: invalid YAML`),
    ]);

    await writeFile(path.join(folder, 'catalog-info.yaml'), component('broken', 'Fixed'));
    await expect.poll(() => inCatalog('component', 'broken'), soon).toMatchObject(withDescription('Fixed'));
    expect((await inCatalog('component', 'broken'))?.metadata.annotations).not.toHaveProperty(
      'goldpath.dev/descriptor-problem',
    );
  },
);

test.concurrent('a repository that is still being created is not shown', async ({ expect }) => {
  await mkdir(path.join(root, '.draft-half'), { recursive: true });
  await writeFile(path.join(root, '.draft-half', 'catalog-info.yaml'), component('half'));
  await publish('after-half', { 'catalog-info.yaml': component('after-half') });
  await expect.poll(() => inCatalog('component', 'after-half'), soon).toBeDefined();
  expect(await inCatalog('component', 'half')).toBeUndefined();
});

test.concurrent(
  'of two repositories with the same component, the first by folder name has it, and the other is reported',
  async ({ expect }) => {
    await publish('twin-a', { 'catalog-info.yaml': component('twin', 'First') });
    await publish('twin-b', { 'catalog-info.yaml': component('twin', 'Second') });
    await expect
      .poll(() => warnings, soon)
      .toContainEqual(expect.stringContaining('component:default/twin of twin-b'));
    await expect.poll(() => inCatalog('component', 'twin'), soon).toMatchObject(withDescription('First'));
  },
);

// Not concurrent: a change of another repository would apply the deletion too.
test('a deleted service disappears', async () => {
  const folder = await publish('gone', { 'catalog-info.yaml': component('gone') });
  await expect.poll(() => inCatalog('component', 'gone'), soon).toBeDefined();
  await rm(folder, { recursive: true });
  await expect.poll(() => inCatalog('component', 'gone'), soon).toBeUndefined();
});
