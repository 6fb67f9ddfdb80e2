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
import { createServiceFactory } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { NotModifiedError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { type ScaffolderService, scaffolderServiceRef } from '@backstage/plugin-scaffolder-node';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import type { TemplateReport, TemplatesResponse } from './api.ts';
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
const stamp = (text: string) => `apiVersion: goldpath.dev/v1
template: { version: 1.2.3 }
answers:
  name: [{ file: README.md, token: ${text} }]
`;
const stamped = (name: string, text: string) => ({
  'template.yaml': template(name, stamping),
  'stamp.yaml': stamp(text),
  'samples/skeleton.yaml': 'name: sample\n',
  'skeleton/README.md': '# sample\n',
});

let parent: string;
let backend: TestBackend;
/** folders that remote templates were fetched to */
const copies: string[] = [];
/** what the scaffolder of this portal answers */
let listActions = async (): Promise<Awaited<ReturnType<ScaffolderService['listActions']>>> => [
  { id: 'debug:log' },
  { id: 'goldpath:stamp' },
  {
    id: 'made:here',
    schema: {
      output: { type: 'object', properties: { one: { type: 'string' } }, additionalProperties: false },
    },
  },
];

async function write(folder: string, files: Record<string, string>): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
}

/** A template on disk, as the catalog knows it. */
async function registered(name: string, files: Record<string, string>): Promise<Entity> {
  await write(path.join(parent, name), files);
  return located(files['template.yaml'] ?? template(name, logging), `file:${parent}/${name}/template.yaml`);
}

function located(text: string, location: string | undefined): Entity {
  const entity = parse(text) as Entity;
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
      createServiceFactory({
        service: scaffolderServiceRef,
        deps: {},
        factory: () =>
          ({ listActions: () => listActions() }) as Partial<ScaffolderService> as ScaffolderService,
      }),
      catalogServiceMock.factory({
        entities: [
          await registered('sound', stamped('sound', 'sample')),
          await registered('faulty', stamped('faulty', 'nowhere')),
          await registered('changing', stamped('changing', 'nowhere')),
          await registered('stock', { 'template.yaml': template('stock', logging, 'A stock one') }),
          await registered('missing', {}),
          await registered('reading', { 'template.yaml': template('reading', reading) }),
          located(template('homeless', logging), undefined),
          located(template('odd', logging), 'gopher:somewhere'),
          located(remote, 'url:https://github.com/acme/templates/blob/main/one/template.yaml'),
          located(
            template('unreachable', logging),
            'url:https://github.com/acme/templates/blob/main/down/template.yaml',
          ),
        ],
      }),
      mockServices.rootConfig.factory({ data: { goldpath: { localRepositories: { path: parent } } } }),
      mockServices.urlReader.mock({
        async readTree(url, options) {
          if (url.includes('/down/')) throw new Error(`${url} answered 503`);
          if (options?.etag === 'one') throw new NotModifiedError();
          return {
            etag: 'one',
            files: async () => [],
            archive: () => Promise.reject(new Error('not asked for')),
            async dir({ targetDir = '' } = {}) {
              copies.push(targetDir);
              await write(targetDir, { 'template.yaml': remote });
              return targetDir;
            },
          };
        },
      }).factory,
    ],
  });
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
  const response = await fetch(`http://localhost:${backend.server.port()}/api/goldpath/${route}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: header, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

async function reports(): Promise<Record<string, TemplateReport>> {
  const { templates } = (await request('templates')).body as TemplatesResponse;
  return Object.fromEntries(templates.map(report => [report.entityRef.split('/')[1], report]));
}

test.each([
  [401, mockCredentials.none.header()],
  [403, mockCredentials.service.header()],
])('who is no person gets %i', async (status, header) => {
  expect((await request('templates', undefined, header)).status).toBe(status);
  expect((await request('validate', {}, header)).status).toBe(status);
});

test('every template is listed by title, those that cannot be read with the reason', async () => {
  const { templates } = (await request('templates')).body as TemplatesResponse;
  expect(templates.map(({ title, problem }) => [title, problem])).toEqual([
    ['A stock one', undefined],
    ['changing', undefined],
    ['faulty', undefined],
    ['homeless', 'the catalog does not say where it lies'],
    ['missing', expect.stringContaining('does not exist')],
    ['odd', 'nobody knows how to read a location of the type "gopher"'],
    ['reading', undefined],
    ['remote', undefined],
    ['sound', undefined],
    ['unreachable', expect.stringContaining('answered 503')],
  ]);
});

test('a template is shown with its version, owner, place and last change', async () => {
  const newest = new Date('2031-02-03T04:05:06Z');
  await utimes(path.join(parent, 'sound', 'skeleton', 'README.md'), newest, newest);
  expect((await reports()).sound).toEqual({
    entityRef: 'template:default/sound',
    title: 'sound',
    owner: 'group:default/platform',
    version: '1.2.3',
    location: `file:${parent}/sound/template.yaml`,
    changedAt: newest.toISOString(),
    findings: [],
    counts: { error: 0, warning: 0, unknown: 0 },
  });
});

test('a template without stamp.yaml has the version of its annotation', async () => {
  expect((await reports()).stock?.version).toBe('9.9.9');
});

test('a finding has its file from the folder of the template, line, column, message and fix', async () => {
  const { findings, counts } = (await reports()).faulty as TemplateReport;
  expect(findings).toContainEqual({
    rule: 'stamp-edit',
    severity: 'error',
    file: 'stamp.yaml',
    line: 4,
    column: expect.any(Number),
    message: expect.stringContaining('nowhere'),
    fix: expect.any(String),
  });
  expect(counts.error).toBe(findings.filter(({ severity }) => severity === 'error').length);
});

test('templates are judged by the actions that this portal has', async () => {
  const found = async () => (await reports()).reading?.findings.map(({ rule }) => rule);
  expect(await found()).toEqual(['unknown-output']);
  const told = listActions;
  listActions = () => Promise.reject(new Error('503 Service Unavailable'));
  expect(await found()).not.toContain('unknown-output');
  listActions = told;
});

test('a template that was mended has no findings any more', async () => {
  expect((await reports()).changing?.findings).not.toEqual([]);
  await writeFile(path.join(parent, 'changing', 'stamp.yaml'), stamp('sample'));
  expect((await reports()).changing?.findings).toEqual([]);
});

test('a template that has changed is looked at once, whoever asks, and the others not again', async () => {
  await reports();
  const lint = vi.spyOn(LintThread.prototype, 'lint');
  await writeFile(path.join(parent, 'changing', 'skeleton', 'NOTES.md'), 'New\n');
  await Promise.all([reports(), reports()]);
  await reports();
  expect(lint.mock.calls.map(([{ folder }]) => path.basename(folder))).toEqual(['changing']);
});

test('a remote template is fetched once, and its copy removed', async () => {
  expect((await reports()).remote).toMatchObject({ findings: [], changedAt: expect.any(String) });
  const before = [...copies];
  await reports();
  expect(copies).toEqual(before);
  expect(copies.filter(copy => existsSync(copy))).toEqual([]);
  expect(copies).not.toEqual([]);
});

const validate = (name: string, answers: unknown) =>
  request('validate', { templateRef: `template:default/${name}`, answers });

test('answers are validated, each problem with its field', async () => {
  expect(await validate('sound', { name: 'Not Good', colour: 'red' })).toEqual({
    status: 200,
    body: {
      problems: [
        { field: 'colour', message: expect.stringContaining('not asked') },
        { field: 'name', message: expect.stringContaining('pattern') },
      ],
    },
  });
});

test.each([
  ['sound', { name: 'good' }],
  ['stock', { name: 'Not Good' }],
])('%s has nothing against %j', async (name, answers) => {
  expect(await validate(name, answers)).toEqual({ status: 200, body: { problems: [] } });
});

test.each([
  [404, { templateRef: 'template:default/nothing', answers: {} }],
  [400, { templateRef: 'component:default/sound', answers: {} }],
  [400, { templateRef: 'template:default/sound' }],
  [400, { templateRef: 'template:default/sound', answers: [] }],
  [400, {}],
  [400, []],
  [400, 'text'],
])('%i is answered to %j', async (status, body) => {
  expect((await request('validate', body)).status).toBe(status);
});
