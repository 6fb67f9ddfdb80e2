import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import { coreServices, createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend, type TestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { makeFolder } from '@goldpath/files/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import goldpath from './index.ts';

let parent: string;
let root: string;
let backend: TestBackend;
const warnings: string[] = [];

const template = (
  name: string,
  steps = '[{ action: debug:log }]',
) => `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: ${name} }
spec:
  type: service
  steps: ${steps}
`;

beforeAll(async () => {
  parent = await makeFolder({ 'templates/moved/template.yaml': template('moved') });
  root = path.join(parent, 'templates');
  const logger = mockServices.logger.mock({
    warn: (message: string) => void warnings.push(message),
    child: () => logger,
  });
  const data = {
    // no rule allows templates, as in the defaults of Backstage
    app: { baseUrl: 'http://localhost:3000' },
    catalog: { locations: [locationOf('moved')] },
    goldpath: { templates: { path: root }, localRepositories: { path: path.join(parent, 'stamped') } },
  };
  backend = await startTestBackend({
    features: [
      import('@backstage/plugin-catalog-backend'),
      import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
      goldpath,
      schedulerServiceFactory,
      createServiceFactory({ service: coreServices.logger, deps: {}, factory: () => logger }),
      mockServices.rootConfig.factory({ data }),
    ],
  });
});

afterAll(async () => {
  await backend?.stop();
  await rm(parent, { recursive: true, force: true });
});

/** A location as the configuration of a portal has it without the folder. */
function locationOf(name: string) {
  return { type: 'file', target: path.join(root, name, 'template.yaml'), rules: [{ allow: ['Template'] }] };
}

/** Drops a template into the folder. */
async function drop(name: string, content: string): Promise<string> {
  const draft = path.join(parent, name);
  await mkdir(draft);
  await writeFile(path.join(draft, 'template.yaml'), content);
  await writeFile(path.join(draft, 'stamp.yaml'), 'template: { version: 1.2.3 }\n');
  const folder = path.join(root, name);
  await rename(draft, folder);
  return path.join(folder, 'template.yaml');
}

async function inCatalog(name: string): Promise<Entity | undefined> {
  const url = `http://localhost:${backend.server.port()}/api/catalog/entities/by-name/template/default/${name}`;
  const response = await fetch(url);
  if (response.status === 404) return undefined;
  expect(response.status).toBe(200);
  return (await response.json()) as Entity;
}

const soon = { timeout: 120_000, interval: 50 };

// concurrent tests need the `expect` of their own context for polling
test.concurrent('a template that is dropped into the folder is listed soon', async ({ expect }) => {
  const file = await drop('fresh', template('fresh'));
  const annotations = {
    'backstage.io/managed-by-location': `file:${file}`,
    'backstage.io/managed-by-origin-location': `file:${file}`,
    'backstage.io/template-version': '1.2.3',
  };
  const links = [{ title: 'Version 1.2.3', url: 'http://localhost:3000/templates' }];
  await expect.poll(() => inCatalog('fresh'), soon).toMatchObject({ metadata: { annotations, links } });
});

test.concurrent('a template whose folder is removed is no longer listed', async ({ expect }) => {
  const file = await drop('passing', template('passing'));
  await expect.poll(() => inCatalog('passing'), soon).toBeDefined();
  await rm(path.dirname(file), { recursive: true });
  await expect.poll(() => inCatalog('passing'), soon).toBeUndefined();
});

test.concurrent('a template in a folder with a space in its name is listed', async ({ expect }) => {
  await drop('with space', template('spaced'));
  await expect.poll(() => inCatalog('spaced'), soon).toBeDefined();
});

test.concurrent('of two templates with the same name, the second one is logged', async ({ expect }) => {
  const file = await drop('twin-1', template('twin'));
  await drop('twin-2', template('twin'));
  await expect
    .poll(() => warnings, soon)
    .toContain('template:default/twin of twin-2 is ignored, since twin-1 has it too; rename one of them');
  const annotations = { 'backstage.io/managed-by-location': `file:${file}` };
  await expect.poll(() => inCatalog('twin'), soon).toMatchObject({ metadata: { annotations } });
});

test.concurrent.for([
  ['that is not YAML', 'torn', `${template('torn')}]: x\n`, /torn.template\.yaml:7: invalid YAML/],
  [
    'without steps',
    'idle',
    template('idle', '{}'),
    /idle.template\.yaml:1: the entity is not valid: .*steps/,
  ],
  [
    'of another kind',
    'group',
    template('group').replace('Template', 'Group'),
    /group.template\.yaml:1: .*kind Group/,
  ],
] as const)(
  'a file %s is logged with its path, and others are listed',
  async ([, name, content, warning], { expect }) => {
    await drop(name, content);
    await drop(`beside-${name}`, template(`beside-${name}`));
    await expect.poll(() => inCatalog(`beside-${name}`), soon).toBeDefined();
    expect(warnings.filter(line => line.includes(`${path.sep}${name}${path.sep}`))).toEqual([
      expect.stringMatching(warning),
    ]);
    expect(await inCatalog(name)).toBeUndefined();
  },
);

test.concurrent('a template that a location of the catalog added stays listed', async ({ expect }) => {
  await expect.poll(() => inCatalog('moved'), soon).toBeDefined();
  await writeFile(
    path.join(root, 'moved/template.yaml'),
    `${template('moved')}  owner: group:default/platform\n`,
  );
  await expect
    .poll(() => inCatalog('moved'), soon)
    .toMatchObject({ spec: { owner: 'group:default/platform' } });
});
