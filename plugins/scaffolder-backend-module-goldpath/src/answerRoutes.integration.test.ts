import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  type AuditorService,
  type AuditorServiceEvent,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
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
import { writeTinyTemplate } from '@goldpath/plugin-goldpath-node/testing';
import { publishLocalExamples } from './actions/publishLocal.ts';
import { stampExamples } from './actions/stamp.ts';
import module from './index.ts';

const steps = [...stampExamples, ...publishLocalExamples];
const valid = { name: 'basket', owner: 'group:default/storefront' };
const invalid = { name: 'Big Basket', owner: 'group:default/unknown', colour: 'red' };
const containing = (part: string) => expect.stringContaining(part) as string;
const problemsOfInvalid = [
  { field: 'colour', message: containing('is not a known key') },
  { field: 'name', message: containing('pattern') },
  { field: 'owner', message: containing('group:default/unknown is not in the catalog') },
];

let parent: string;
let root: string;
let temporary: string;
let backend: TestBackend;
const fail = vi.fn<AuditorServiceEvent['fail']>(() => Promise.resolve());
const createEvent = vi.fn<AuditorService['createEvent']>(() =>
  Promise.resolve({ success: () => Promise.resolve(), fail }),
);

/** A template on disk, as its entity in the catalog. */
async function registered(id: string, examples: { example: string }[]): Promise<Entity> {
  const file = await writeTinyTemplate(path.join(parent, id), id, examples);
  const template = parse(await readFile(file, 'utf8')) as Entity;
  template.metadata.annotations = { 'backstage.io/managed-by-location': `file:${file}` };
  return template;
}

/** A template whose form asks for the folder only with another answer. */
async function registeredWithBranch(id: string): Promise<Entity> {
  const entity = await registered(id, steps);
  const folder = path.join(parent, id);
  const file = path.join(folder, 'template.yaml');
  const branch = `        place: { type: string }
      if: { required: [place], properties: { place: { const: folder } } }
      then: { properties: { folder: { type: string } } }
  steps:`;
  await writeFile(file, (await readFile(file, 'utf8')).replace('  steps:', branch));
  await appendFile(path.join(folder, 'stamp.yaml'), 'publishing: [place, folder]\n');
  return entity;
}

const stampedOrNot = {
  example: 'steps:\n  - action: goldpath:stamp\n    if: false\n    input: { answers: "${{ parameters }}" }\n',
};
const logging = { example: 'steps:\n  - action: debug:log\n' };

beforeAll(async () => {
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
    await registeredWithBranch('branching-service'),
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
      createServiceFactory({ service: coreServices.auditor, deps: {}, factory: () => ({ createEvent }) }),
      mockServices.rootConfig.factory({
        data: { backend: { workingDirectory }, goldpath: { localRepositories: { path: root } } },
      }),
    ],
  });
});

afterAll(async () => {
  vi.unstubAllEnvs();
  // a task that runs on would write into the folder while it is deleted
  await vi.waitUntil(async () => (await listTasks()).tasks.every(hasEnded), { timeout: 120_000 });
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
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

interface TaskList {
  tasks: { status: string }[];
  totalTasks: number;
}

async function listTasks(): Promise<TaskList> {
  const response = await fetch(`http://localhost:${backend.server.port()}/api/scaffolder/v2/tasks`, {
    headers: { authorization: mockCredentials.user.header() },
  });
  return (await response.json()) as TaskList;
}

const taskCount = async () => (await listTasks()).totalTasks;
const hasEnded = ({ status }: { status: string }) => !['open', 'processing'].includes(status);

const problemsOf = async (values: object) => {
  const { body } = await post('v2/tasks', { templateRef: 'template:default/tiny-service', values });
  return body.error?.problems;
};

test.each([
  ['v2/tasks', 'template:default/tiny-service'],
  ['v2/tasks', 'tiny-service'],
  ['v2/tasks', 'Template:Default/tiny-service'],
  ['V2/Tasks/', 'template:default/tiny-service'],
])(
  '%s for %s: invalid answers are refused with every field, and no task is created',
  async (route, templateRef) => {
    const before = await taskCount();
    const { status, body } = await post(route, { templateRef, values: invalid });
    expect(status).toBe(400);
    expect(body.error?.problems).toEqual(problemsOfInvalid);
    expect(await taskCount()).toBe(before);
  },
);

test('invalid answers of a service are refused too', async () => {
  const { status, body } = await post(
    'v2/tasks',
    { templateRef: 'template:default/tiny-service', values: invalid },
    mockCredentials.service.header(),
  );
  expect([status, body.error?.problems]).toEqual([400, problemsOfInvalid]);
});

test('a request without credentials is refused', async () => {
  const { status } = await post(
    'v2/tasks',
    { templateRef: 'template:default/tiny-service', values: invalid },
    mockCredentials.none.header(),
  );
  expect(status).toBe(401);
});

test('a refusal is audited', async () => {
  await problemsOf(invalid);
  expect(createEvent).toHaveBeenLastCalledWith(
    expect.objectContaining({
      eventId: 'task',
      meta: { actionType: 'create', templateRef: 'template:default/tiny-service' },
    }),
  );
  expect(fail.mock.lastCall?.[0].error).toMatchObject({ problems: problemsOfInvalid });
});

test('a name that is already in the catalog is refused', async () => {
  expect(await problemsOf({ ...valid, name: 'orders' })).toEqual([
    { field: 'name', message: 'component:default/orders is already in the catalog; choose another name' },
  ]);
});

test('a name with an existing folder is refused', async () => {
  expect(await problemsOf({ ...valid, name: 'occupied' })).toEqual([
    {
      field: 'name',
      message: containing(`${path.join(root, 'occupied')} already exists`),
    },
  ]);
});

test('answers that are not an object are refused', async () => {
  expect(await problemsOf([])).toEqual([{ field: 'answers', message: expect.any(String) as string }]);
});

test('a template that is not valid is reported with file and line, and no task is created', async () => {
  const before = await taskCount();
  const answer = await post('v2/tasks', { templateRef: 'template:default/broken-service', values: valid });
  expect(answer).toMatchObject({ status: 400, body: { error: { message: /^stamp\.yaml:1: / } } });
  expect(await taskCount()).toBe(before);
});

test.each([
  ['folder', { ...valid, name: 'kept', place: 'folder', folder: 'here' }],
  ['elsewhere', { ...valid, name: 'cut', place: 'elsewhere' }],
])('a task for %s gets only the answers that the form asks for', async (place, parameters) => {
  const values = { ...parameters, place, folder: 'here' };
  const { status, body } = await post('v2/tasks', {
    templateRef: 'template:default/branching-service',
    values,
  });
  expect(status).toBe(201);
  const { id } = body as unknown as { id: string };
  const task = await fetch(`http://localhost:${backend.server.port()}/api/scaffolder/v2/tasks/${id}`, {
    headers: { authorization: mockCredentials.user.header() },
  });
  expect(((await task.json()) as { spec: object }).spec).toHaveProperty('parameters', parameters);
});

test.each([
  ['a template that is not stamped', 'stock-service'],
  ['a template with a conditional stamp step', 'stamped-or-not'],
])('%s is left to the scaffolder', async (_what, name) => {
  const values = { ...valid, owner: 'group:default/unknown' };
  const { status } = await post('v2/tasks', { templateRef: `template:default/${name}`, values });
  expect(status).toBe(201);
});

test.each([
  [404, { templateRef: 'template:default/missing', values: {} }],
  [400, { templateRef: 'component:default/orders', values: {} }],
  [400, { templateRef: 7, values: {} }],
  [400, {}],
])('a request without a template gets %i from the scaffolder', async (status, body) => {
  expect((await post('v2/tasks', body)).status).toBe(status);
});

test('a dry run refuses invalid answers with every field, and leaves no file behind', async () => {
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
  const template = parse(await readFile(path.join(folder, 'template.yaml'), 'utf8')) as Entity;
  const { status, body } = await post('v2/dry-run', { template, values: invalid, directoryContents });
  expect([status, body.error?.problems]).toEqual([400, problemsOfInvalid]);
  expect(await readdir(temporary)).toEqual([]);
});

test.each([
  { template: {}, values: {}, directoryContents: [{}] },
  { template: 7, directoryContents: 'none' },
  {},
])('the dry run %j is refused by the scaffolder', async body => {
  expect((await post('v2/dry-run', body)).status).toBe(400);
});
