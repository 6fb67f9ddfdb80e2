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
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { publishLocalExamples } from './actions/publishLocal.ts';
import { stampExamples } from './actions/stamp.ts';
import module from './index.ts';
import { writeTinyTemplate } from './tinyTemplate.fixture.ts';

const steps = [...stampExamples, ...publishLocalExamples];
const sound = { name: 'basket', owner: 'group:default/storefront' };
const bad = { name: 'Big Basket', owner: 'group:default/nobody', colour: 'red' };
const problemsOfBad = [
  { field: 'colour', message: expect.stringContaining('is not asked by this template') },
  { field: 'name', message: expect.stringContaining('pattern') },
  { field: 'owner', message: expect.stringContaining('group:default/nobody is not in the catalog') },
];

let parent: string;
let root: string;
let temporary: string;
let backend: TestBackend;
const auditor = mockServices.auditor.mock();

/** A template on disk, as the catalog knows it. */
async function registered(id: string, examples: { example: string }[]): Promise<Entity> {
  const file = await writeTinyTemplate(path.join(parent, id), id, examples);
  const template = parse(await readFile(file, 'utf8')) as Entity;
  template.metadata.annotations = { 'backstage.io/managed-by-location': `file:${file}` };
  return template;
}

const stampedOrNot = {
  example: 'steps:\n  - action: goldpath:stamp\n    if: false\n    input: { answers: "${{ parameters }}" }\n',
};
const logging = { example: 'steps:\n  - action: debug:log\n' };

beforeAll(async () => {
  auditor.createEvent.mockResolvedValue({ success: async () => undefined, fail: async () => undefined });
  parent = await mkdtemp(path.join(os.tmpdir(), 'goldpath-answers-'));
  root = path.join(parent, 'stamped');
  await mkdir(path.join(root, 'occupied'), { recursive: true });
  const entity = (kind: string, name: string) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
  });
  const entities = [
    entity('Group', 'storefront'),
    entity('Component', 'orders'),
    await registered('tiny-service', steps),
    await registered('stock-service', [logging]),
    await registered('stamped-or-not', [stampedOrNot]),
    await registered('broken-service', steps),
  ];
  await rm(path.join(parent, 'broken-service', 'stamp.yaml'));
  const workingDirectory = path.join(parent, 'tasks');
  await mkdir(workingDirectory);
  temporary = path.join(parent, 'temporary');
  await mkdir(temporary);
  vi.stubEnv('TMPDIR', temporary);
  backend = await startTestBackend({
    features: [
      import('@backstage/plugin-scaffolder-backend'),
      module,
      catalogServiceMock.factory({ entities }),
      auditor.factory,
      mockServices.rootConfig.factory({
        data: { backend: { workingDirectory }, goldpath: { localRepositories: { path: root } } },
      }),
    ],
  });
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await backend?.stop();
  await rm(parent, { recursive: true, force: true });
});

interface Answer {
  status: number;
  body: { error?: { message: string; problems?: unknown } };
}

async function post(route: string, body: object, header = mockCredentials.user.header()): Promise<Answer> {
  const response = await fetch(`http://localhost:${backend.server.port()}/api/scaffolder/${route}`, {
    method: 'POST',
    headers: { authorization: header, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

async function taskCount(): Promise<number> {
  const response = await fetch(`http://localhost:${backend.server.port()}/api/scaffolder/v2/tasks`, {
    headers: { authorization: mockCredentials.user.header() },
  });
  return ((await response.json()) as { totalTasks: number }).totalTasks;
}

const problemsOf = async (values: object) => {
  const { body } = await post('v2/tasks', { templateRef: 'template:default/tiny-service', values });
  return body.error?.problems;
};

test.each([
  ['v2/tasks', 'template:default/tiny-service'],
  ['v2/tasks', 'tiny-service'],
  ['v2/tasks', 'Template:Default/tiny-service'],
  ['V2/Tasks/', 'template:default/tiny-service'],
])('%s for %s: bad answers are refused with every field, and no task is made', async (route, templateRef) => {
  const before = await taskCount();
  const { status, body } = await post(route, { templateRef, values: bad });
  expect(status).toBe(400);
  expect(body.error?.problems).toEqual(problemsOfBad);
  expect(await taskCount()).toBe(before);
});

test('a caller that is no person is refused all the same', async () => {
  const { status, body } = await post(
    'v2/tasks',
    { templateRef: 'template:default/tiny-service', values: bad },
    mockCredentials.service.header(),
  );
  expect([status, body.error?.problems]).toEqual([400, problemsOfBad]);
});

test('nobody learns anything without credentials', async () => {
  const { status } = await post(
    'v2/tasks',
    { templateRef: 'template:default/tiny-service', values: bad },
    mockCredentials.none.header(),
  );
  expect(status).toBe(401);
});

test('who audits the portal finds what was refused', async () => {
  const fail = vi.fn(async () => undefined);
  auditor.createEvent.mockResolvedValue({ success: async () => undefined, fail });
  await problemsOf(bad);
  expect(auditor.createEvent).toHaveBeenLastCalledWith(
    expect.objectContaining({
      eventId: 'task',
      meta: { actionType: 'create', templateRef: 'template:default/tiny-service' },
    }),
  );
  expect(fail).toHaveBeenCalledWith({ error: expect.objectContaining({ problems: problemsOfBad }) });
});

test('a name that the catalog has is refused', async () => {
  expect(await problemsOf({ ...sound, name: 'orders' })).toEqual([
    { field: 'name', message: 'component:default/orders is in the catalog already; choose another name' },
  ]);
});

test('a name whose folder is occupied is refused', async () => {
  expect(await problemsOf({ ...sound, name: 'occupied' })).toEqual([
    {
      field: 'name',
      message: expect.stringContaining(`${path.join(root, 'occupied')} exists already`),
    },
  ]);
});

test('answers of no kind are refused', async () => {
  expect(await problemsOf([])).toEqual([{ field: 'answers', message: expect.any(String) }]);
});

test('a template that cannot be used is told by file and line, and no task is made', async () => {
  const before = await taskCount();
  const answer = await post('v2/tasks', { templateRef: 'template:default/broken-service', values: sound });
  expect(answer).toMatchObject({ status: 400, body: { error: { message: /^stamp\.yaml:1: / } } });
  expect(await taskCount()).toBe(before);
});

test.each([
  ['a template that is not stamped', 'stock-service'],
  ['a template that may not be stamped', 'stamped-or-not'],
])('%s is left to the scaffolder', async (_what, name) => {
  const values = { ...sound, owner: 'group:default/nobody' };
  const { status } = await post('v2/tasks', { templateRef: `template:default/${name}`, values });
  expect(status).toBe(201);
});

test.each([
  [404, { templateRef: 'template:default/nothing', values: {} }],
  [400, { templateRef: 'component:default/orders', values: {} }],
  [400, { templateRef: 7, values: {} }],
  [400, {}],
])('a request that names no template is answered %i by the scaffolder', async (status, body) => {
  expect((await post('v2/tasks', body)).status).toBe(status);
});

test('a dry run refuses bad answers with every field, and leaves nothing behind', async () => {
  const folder = path.join(parent, 'tiny-service');
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const directoryContents = await Promise.all(
    files
      .filter(entry => entry.isFile())
      .map(entry => path.join(entry.parentPath, entry.name))
      .map(async file => ({
        path: path.relative(folder, file),
        base64Content: await readFile(file, 'base64'),
      })),
  );
  const template = parse(await readFile(path.join(folder, 'template.yaml'), 'utf8'));
  const { status, body } = await post('v2/dry-run', { template, values: bad, directoryContents });
  expect([status, body.error?.problems]).toEqual([400, problemsOfBad]);
  expect(await readdir(temporary)).toEqual([]);
});

test.each([
  { template: {}, values: {}, directoryContents: [{}] },
  { template: 7, directoryContents: 'none' },
  {},
])('the dry run %j is answered by the scaffolder', async body => {
  expect((await post('v2/dry-run', body)).status).toBe(400);
});
