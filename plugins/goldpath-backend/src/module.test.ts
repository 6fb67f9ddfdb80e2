import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import { mockServices, startTestBackend, type TestBackend } from '@backstage/backend-test-utils';
import { coreServices, createServiceFactory } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import module from './index.ts';

let root: string;
let backend: TestBackend;
const warnings: string[] = [];

beforeAll(async () => {
  root = path.join(await mkdtemp(path.join(os.tmpdir(), 'goldpath-local-')), 'not-there-yet');
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

/** Puts a repository in place as a publisher does: under a hidden name first. */
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

const soon = { timeout: 15_000, interval: 50 };

async function appears(
  kind: string,
  name: string,
  ready: (entity: Entity) => boolean = () => true,
  limit = soon,
) {
  return vi.waitUntil(async () => {
    const entity = await inCatalog(kind, name);
    return entity && ready(entity) ? entity : undefined;
  }, limit);
}

const described = (text: string) => (entity: Entity) => entity.metadata.description === text;
const saidOf = (name: string) =>
  warnings.filter(warning => warning.includes(`${path.sep}${name}${path.sep}`));

test.concurrent('a published service appears within five seconds, and says where it comes from', async () => {
  const folder = await publish('fresh', { 'catalog-info.yaml': component('fresh') });
  const entity = await appears('component', 'fresh', undefined, { ...soon, timeout: 5_000 });
  expect(entity.metadata.annotations).toMatchObject({
    'backstage.io/managed-by-location': `file:${folder}/catalog-info.yaml`,
    'backstage.io/managed-by-origin-location': `file:${folder}/catalog-info.yaml`,
  });
});

test.concurrent(
  'an API carries the text of the document that it includes, and follows its changes',
  async () => {
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
    await appears('component', 'documented');
    await appears('api', 'documented-api', entity => entity.spec?.definition === 'openapi: 3.1.0\n');

    await writeFile(path.join(folder, 'openapi.yaml'), 'openapi: 3.1.1\n');
    await appears('api', 'documented-api', entity => entity.spec?.definition === 'openapi: 3.1.1\n');
  },
);

test.concurrent('an edited service is shown as it is now', async () => {
  const folder = await publish('edited', { 'catalog-info.yaml': component('edited', 'Before') });
  await appears('component', 'edited', described('Before'));
  await writeFile(path.join(folder, 'catalog-info.yaml'), component('edited', 'After'));
  await appears('component', 'edited', described('After'));
});

test.concurrent(
  'a file that breaks is told once with its line, its last good version stays, and others go on',
  async () => {
    const folder = await publish('broken', { 'catalog-info.yaml': component('broken', 'Good') });
    await appears('component', 'broken', described('Good'));

    await writeFile(path.join(folder, 'catalog-info.yaml'), `${component('broken', 'Bad')}  ]: not yaml\n`);
    await publish('bystander', { 'catalog-info.yaml': component('bystander') });
    await appears('component', 'bystander');

    expect(await inCatalog('component', 'broken')).toMatchObject({ metadata: { description: 'Good' } });
    expect(saidOf('broken')).toEqual([
      expect.stringContaining(`${path.join(folder, 'catalog-info.yaml')}:10: this is not YAML`),
    ]);

    await writeFile(path.join(folder, 'catalog-info.yaml'), component('broken', 'Mended'));
    await appears('component', 'broken', described('Mended'));
  },
);

test.concurrent('a repository that is still being made is not shown', async () => {
  await mkdir(path.join(root, '.draft-half'), { recursive: true });
  await writeFile(path.join(root, '.draft-half', 'catalog-info.yaml'), component('half'));
  await publish('after-half', { 'catalog-info.yaml': component('after-half') });
  await appears('component', 'after-half');
  expect(await inCatalog('component', 'half')).toBeUndefined();
});

test.concurrent(
  'of two repositories with the same component the first by folder name has it, and the other is told',
  async () => {
    await publish('twin-a', { 'catalog-info.yaml': component('twin', 'First') });
    await publish('twin-b', { 'catalog-info.yaml': component('twin', 'Second') });
    await vi.waitUntil(
      () => warnings.some(warning => warning.includes('component:default/twin of twin-b')),
      soon,
    );
    await appears('component', 'twin', described('First'));
  },
);

// Alone: a change of another repository would carry the deletion along.
test('a deleted service disappears', async () => {
  const folder = await publish('gone', { 'catalog-info.yaml': component('gone') });
  await appears('component', 'gone');
  await rm(folder, { recursive: true });
  await vi.waitUntil(async () => (await inCatalog('component', 'gone')) === undefined, soon);
});
