import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import type { Entity } from '@backstage/catalog-model';
import { NotModifiedError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { type ScaffolderService, scaffolderServiceRef } from '@backstage/plugin-scaffolder-node';
import type {
  ServicesResponse,
  ServiceStatusResponse,
  TemplateReport,
  TemplatesResponse,
} from '@goldpath/plugin-goldpath-common';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { goldpathPlugin } from './plugin.ts';
import { LintThread } from './templates/LintThread.ts';

const template = (name: string, steps: string, title = name) => `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata:
  name: ${name}
  title: ${title}
  description: For a test
spec:
  owner: group:default/platform
  type: service
  parameters:
    - title: About it
      required: [name]
      properties:
        name: { title: Name, type: string, pattern: '^[a-z]{3,20}$' }
  steps:
${steps}
`;
const logging = '    - { id: log, name: Log, action: debug:log, input: { message: Hello } }';
const stamping =
  "    - { id: stamp, name: Stamp, action: goldpath:stamp, input: { answers: '${{ parameters }}' } }";
const reading = `    - { id: made, name: Make, action: made:here }
    - { id: log, name: Log, action: debug:log, input: { message: '\${{ steps.made.output.two }}' } }`;
const stamp = (token: string) => `apiVersion: goldpath.dev/v1
template: { version: 1.2.3 }
answers:
  name: [{ file: README.md, token: ${token} }]
`;
const stamped = (name: string, token: string) => ({
  'template.yaml': template(name, stamping),
  'stamp.yaml': stamp(token),
  'samples/skeleton.yaml': 'name: sample\n',
  'skeleton/README.md': '# sample\n',
});

const remoteComponent = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: remote-service }
spec: { type: service, lifecycle: experimental, owner: group:default/platform }
`;

let parent: string;
let backend: TestBackend;
const actions = actionsRegistryServiceMock();
/** the folders that remote templates were fetched into */
const copies: string[] = [];
/** the answer of this portal's scaffolder */
const listActions = vi.fn<ScaffolderService['listActions']>(() =>
  Promise.resolve([
    { id: 'debug:log' },
    { id: 'goldpath:stamp' },
    {
      id: 'made:here',
      schema: {
        output: { type: 'object', properties: { one: { type: 'string' } }, additionalProperties: false },
      },
    },
  ]),
);
const containing = (part: string) => expect.stringContaining(part) as string;

async function write(folder: string, files: Record<string, string>): Promise<void> {
  for (const [file, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), content);
  }
}

/** A template on disk, as its entity in the catalog. */
async function registered(name: string, files: Record<string, string>): Promise<Entity> {
  await write(path.join(parent, name), files);
  return located(files['template.yaml'] ?? template(name, logging), `file:${parent}/${name}/template.yaml`);
}

function located(content: string, location: string | undefined): Entity {
  const entity = parse(content) as Entity;
  entity.metadata.annotations = {
    'backstage.io/template-version': '9.9.9',
    ...(location && { 'backstage.io/managed-by-location': location }),
  };
  entity.relations = [{ type: 'ownedBy', targetRef: 'group:default/platform' }];
  return entity;
}

beforeAll(async () => {
  parent = await mkdtemp(path.join(os.tmpdir(), 'goldpath-plugin-'));
  const remote = template('remote', logging);
  backend = await startTestBackend({
    features: [
      goldpathPlugin,
      createServiceFactory({ service: actionsRegistryServiceRef, deps: {}, factory: () => actions }),
      createServiceFactory({
        service: scaffolderServiceRef,
        deps: {},
        factory: () => ({ listActions }) as Partial<ScaffolderService> as ScaffolderService,
      }),
      catalogServiceMock.factory({
        entities: [
          await registered('valid', stamped('valid', 'sample')),
          await registered('invalid', stamped('invalid', 'absent')),
          await registered('changing', stamped('changing', 'absent')),
          await registered('stock', { 'template.yaml': template('stock', logging, 'A stock one') }),
          await registered('missing', {}),
          await stampedService('orders', manifestOf('valid')),
          await stampedService('billing', manifestOf('gone')),
          located(remoteComponent, 'url:https://gitlab.com/acme/remote/-/blob/main/catalog-info.yaml'),
          await registered('reading', { 'template.yaml': template('reading', reading) }),
          located(template('unlocated', logging), undefined),
          located(template('odd', logging), 'gopher:templates'),
          located(remote, 'url:https://github.com/acme/templates/blob/main/one/template.yaml'),
          located(
            template('unreachable', logging),
            'url:https://github.com/acme/templates/blob/main/down/template.yaml',
          ),
        ],
      }),
      mockServices.rootConfig.factory({ data: { goldpath: { localRepositories: { path: parent } } } }),
      mockServices.urlReader.mock({
        readTree(url, options) {
          if (url.includes('/down/')) return Promise.reject(new Error(`${url} answered 503`));
          if (options?.etag === 'one') return Promise.reject(new NotModifiedError());
          return Promise.resolve({
            etag: 'one',
            files: () => Promise.resolve([]),
            archive: () => Promise.reject(new Error('not requested')),
            async dir({ targetDir = '' } = {}) {
              copies.push(targetDir);
              await write(targetDir, { 'template.yaml': remote });
              return targetDir;
            },
          });
        },
      }).factory,
    ],
  });
});

/** A Component whose repository was stamped from the template "valid". */
async function stampedService(name: string, manifest: object): Promise<Entity> {
  await write(path.join(parent, 'services', name), {
    'README.md': '# changed\n',
    '.goldpath/manifest.json': JSON.stringify(manifest),
  });
  const entity = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ${name} }
spec: { type: service, lifecycle: experimental, owner: group:default/platform }
`;
  return located(entity, `file:${parent}/services/${name}/catalog-info.yaml`);
}

const manifestOf = (id: string) => ({
  manifestVersion: 1,
  template: { id, version: '1.0.0' },
  answers: { name: 'orders' },
  files: { 'README.md': '0'.repeat(64) },
});

afterAll(async () => {
  await backend?.stop();
  await rm(parent, { recursive: true, force: true });
});

async function request(
  route: string,
  body?: unknown,
  header = mockCredentials.user.header(),
): Promise<{ status: number; body: unknown }> {
  const response = await send(route, body, header);
  return { status: response.status, body: (await response.json()) as unknown };
}

function send(route: string, body?: unknown, header = mockCredentials.user.header()): Promise<Response> {
  return fetch(`http://localhost:${backend.server.port()}/api/goldpath/${route}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: header, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function reports(): Promise<Record<string, TemplateReport>> {
  const { templates } = (await request('templates')).body as TemplatesResponse;
  return Object.fromEntries(templates.map(report => [path.posix.basename(report.entityRef), report]));
}

test.each([
  [401, mockCredentials.none.header()],
  [403, mockCredentials.service.header()],
])('a request without a signed-in user gets %i', async (status, header) => {
  expect((await request('templates', undefined, header)).status).toBe(status);
  expect((await request('validate', {}, header)).status).toBe(status);
  expect((await request('preview', {}, header)).status).toBe(status);
  expect((await request('preview/file', {}, header)).status).toBe(status);
});

test('every template is listed by title, with the reason when it cannot be read', async () => {
  const { templates } = (await request('templates')).body as TemplatesResponse;
  expect(templates.map(({ title, problem }) => [title, problem])).toEqual([
    ['A stock one', undefined],
    ['changing', undefined],
    ['invalid', undefined],
    ['missing', containing('does not exist')],
    ['odd', 'a location of the type "gopher" cannot be read'],
    ['reading', undefined],
    ['remote', undefined],
    ['unlocated', 'the catalog does not have its location'],
    ['unreachable', containing('answered 503')],
    ['valid', undefined],
  ]);
});

test('a template is shown with its version, owner, location and last change', async () => {
  const newest = new Date('2031-02-03T04:05:06Z');
  await utimes(path.join(parent, 'valid', 'skeleton', 'README.md'), newest, newest);
  expect((await reports()).valid).toEqual({
    entityRef: 'template:default/valid',
    title: 'valid',
    owner: 'group:default/platform',
    version: '1.2.3',
    location: `file:${parent}/valid/template.yaml`,
    changedAt: newest.toISOString(),
    diagnostics: [],
    counts: { error: 0, warning: 0, unknown: 0 },
  });
});

test('a template without stamp.yaml has the version of its annotation', async () => {
  expect((await reports()).stock?.version).toBe('9.9.9');
});

test('a diagnostic has its file relative to the template, line, column, message and fix', async () => {
  const { diagnostics, counts } = (await reports()).invalid as TemplateReport;
  expect(diagnostics).toContainEqual({
    rule: 'stamp-edit',
    severity: 'error',
    location: { file: 'stamp.yaml', line: 4, column: expect.any(Number) as number },
    message: containing('absent'),
    fix: expect.any(String) as string,
  });
  expect(counts.error).toBe(diagnostics.filter(({ severity }) => severity === 'error').length);
});

const rulesOfReading = async () => (await reports()).reading?.diagnostics.map(({ rule }) => rule);

test('templates are linted with the actions of this portal', async () => {
  expect(await rulesOfReading()).toEqual(['unknown-output']);
});

test('templates are linted with the known actions when the scaffolder does not answer', async () => {
  listActions.mockRejectedValueOnce(new Error('503 Service Unavailable'));
  expect(await rulesOfReading()).not.toContain('unknown-output');
});

test('a fixed template has no diagnostics', async () => {
  expect((await reports()).changing?.diagnostics).not.toEqual([]);
  await writeFile(path.join(parent, 'changing', 'stamp.yaml'), stamp('sample'));
  expect((await reports()).changing?.diagnostics).toEqual([]);
});

test('concurrent requests lint a changed template once, and the other templates not again', async () => {
  await reports();
  const lint = vi.spyOn(LintThread.prototype, 'lint');
  await writeFile(path.join(parent, 'changing', 'skeleton', 'NOTES.md'), 'New\n');
  await Promise.all([reports(), reports()]);
  await reports();
  expect(lint.mock.calls.map(([{ folder }]) => path.basename(folder))).toEqual(['changing']);
});

test('a remote template is fetched once, and its copy removed', async () => {
  expect((await reports()).remote).toMatchObject({
    diagnostics: [],
    changedAt: expect.any(String) as string,
  });
  const before = [...copies];
  await reports();
  expect(copies).toEqual(before);
  expect(copies.filter(copy => existsSync(copy))).toEqual([]);
  expect(copies).not.toEqual([]);
});

test('services on this machine are compared with their templates', async () => {
  const ask = async (query: string) => (await request(`services${query}`)).body as ServicesResponse;
  let { services, round } = await ask('');
  while (round.isRunning) ({ services, round } = await ask(`?round=${round.number}`));
  const checks = { result: 'unknown', reason: 'it was not checked yet' };
  expect(services).toEqual([
    {
      entityRef: 'component:default/billing',
      title: 'billing',
      owner: 'group:default/platform',
      folder: path.join(parent, 'services', 'billing'),
      state: 'unknown',
      template: { id: 'gone', version: '1.0.0' },
      changes: { added: [], changed: [], removed: [] },
      modified: ['README.md'],
      newer: [],
      checkedAt: expect.any(String) as string,
      checks,
      reason: 'there is no template gone here',
    },
    {
      entityRef: 'component:default/orders',
      title: 'orders',
      owner: 'group:default/platform',
      folder: path.join(parent, 'services', 'orders'),
      state: 'outdated',
      template: { id: 'valid', version: '1.0.0', latest: '1.2.3' },
      changes: { added: [], changed: ['README.md'], removed: [] },
      modified: ['README.md'],
      newer: [],
      checkedAt: expect.any(String) as string,
      checks,
    },
  ]);
});

test('a round that is not a number is refused', async () => {
  expect((await request('services?round=last')).status).toBe(400);
  expect((await request('policies?round=last')).status).toBe(400);
});

test('a service is compared with its template in detail', async () => {
  const { service } = (await request('services/default/orders/status')).body as ServiceStatusResponse;
  expect(service).toMatchObject({ entityRef: 'component:default/orders', state: 'outdated' });
  expect((await request('services/default/nothing/status')).status).toBe(404);
});

test('a service outside of a repository has no upgrade, and the reason is a sentence', async () => {
  const { status, body } = await request('services/default/orders/upgrade', {});
  expect(status).toBe(400);
  expect(body).toMatchObject({ error: { message: containing('is not in a working tree of git') } });
});

test.each([[['name']], ['name'], [{ name: ['a'] }]])('answers that are %j are refused', async answers => {
  const { status, body } = await request('services/default/orders/upgrade', { answers });
  expect(status).toBe(400);
  expect(body).toMatchObject({ error: { message: containing('answers is not an object of fields') } });
});

test('an upgrade of several services is refused without a list of them', async () => {
  const { status, body } = await request('services/upgrades', {});
  expect(status).toBe(400);
  expect(body).toMatchObject({ error: { message: 'services is missing; send a list of entity refs' } });
});

test('agents can compare and lint what their caller can see', async () => {
  const status = await actions.invoke({ id: 'test:status', input: { service: 'component:default/orders' } });
  expect(status.output).toMatchObject({ status: { state: 'outdated', changes: { changed: ['README.md'] } } });
  const lint = await actions.invoke({ id: 'test:lint', input: { template: 'template:default/valid' } });
  expect(lint.output).toMatchObject({ diagnostics: [] });
  const missing = { service: 'component:default/nothing' };
  for (const name of ['status', 'upgrade', 'check'])
    await expect(actions.invoke({ id: `test:${name}`, input: missing })).rejects.toThrow('nothing');
});

async function streamed(route: string, body?: object): Promise<Record<string, unknown>[]> {
  const response = await send(route, body);
  expect(response.headers.get('content-type')).toMatch(/^application\/x-ndjson/);
  const lines = (await response.text()).trimEnd().split('\n');
  return lines.map(line => JSON.parse(line) as Record<string, unknown>);
}

test('a preview is sent in parts, also for incomplete answers', async () => {
  const [files, ...others] = await streamed('preview', {
    templateRef: 'template:default/valid',
    answers: {},
  });
  expect(files).toMatchObject({ part: 'files', answers: { name: 'sample' }, assumed: ['name'] });
  expect(others.map(({ part }) => part)).toEqual(['infrastructure', 'checks']);
});

test('a file of a preview can be read', async () => {
  const body = { templateRef: 'template:default/valid', answers: { name: 'orders' }, path: 'README.md' };
  expect(await request('preview/file', body)).toEqual({ status: 200, body: { text: '# orders\n' } });
  expect((await request('preview/file', { ...body, path: '../template.yaml' })).status).toBe(404);
  expect((await request('preview/file', { ...body, path: undefined })).status).toBe(400);
});

test('all files of a preview can be downloaded', async () => {
  const body = { templateRef: 'template:default/valid', answers: { name: 'orders' } };
  const response = await send('preview/archive', body);
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="orders.zip"');
  expect((await response.text()).startsWith('PK')).toBe(true);
});

test.each([
  ['stock', 'has no preview'],
  ['invalid', 'absent'],
])('the template %s has no preview: %s', async (name, reason) => {
  const refused = await request('preview', { templateRef: `template:default/${name}`, answers: {} });
  expect(refused).toMatchObject({ status: 400, body: { error: { message: containing(reason) } } });
});

test('a service is inspected, again only after a change', async () => {
  const [repository, ...others] = await streamed('services/default/orders');
  expect(repository).toEqual({
    part: 'repository',
    folder: path.join(parent, 'services', 'orders'),
    template: { id: 'valid', version: '1.0.0' },
    answers: { name: 'orders' },
    readme: expect.stringMatching(/^# \w+\n$/) as string,
  });
  expect(others.map(({ part }) => part)).toEqual(['infrastructure', 'checks']);
  expect(await streamed('services/default/orders')).toEqual([repository, ...others]);
});

test('a service that is not on this machine, or not in the catalog, is not found', async () => {
  expect((await request('services/default/remote-service')).status).toBe(404);
  expect((await request('services/default/absent')).status).toBe(404);
});

const validate = (name: string, answers: unknown) =>
  request('validate', { templateRef: `template:default/${name}`, answers });

test('answers are validated, each problem with its field', async () => {
  expect(await validate('valid', { name: 'Not Good', colour: 'red' })).toEqual({
    status: 200,
    body: {
      problems: [
        { field: 'colour', message: containing('is not a known key') },
        { field: 'name', message: containing('pattern') },
      ],
    },
  });
});

test.each([
  ['valid', { name: 'good' }],
  ['stock', { name: 'Not Good' }],
])('%s accepts %j', async (name, answers) => {
  expect(await validate(name, answers)).toEqual({ status: 200, body: { problems: [] } });
});

test.each([
  [404, { templateRef: 'template:default/unregistered', answers: {} }],
  [400, { templateRef: 'component:default/valid', answers: {} }],
  [400, { templateRef: 'template:default/valid' }],
  [400, { templateRef: 'template:default/valid', answers: [] }],
  [400, {}],
  [400, []],
  [400, 'string'],
])('%i is the status for %j', async (status, body) => {
  expect((await request('validate', body)).status).toBe(status);
});
