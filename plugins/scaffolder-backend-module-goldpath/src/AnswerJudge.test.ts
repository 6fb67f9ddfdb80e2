import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { NotModifiedError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stampExamples } from './actions/stamp.ts';
import { createAnswerJudge } from './createAnswerJudge.ts';
import { writeTinyTemplate } from './tinyTemplate.fixture.ts';

let repository: string;
const asked: string[] = [];
const copies: string[] = [];

beforeAll(async () => {
  repository = await mkdtemp(path.join(os.tmpdir(), 'goldpath-judge-'));
  await writeTinyTemplate(repository, 'tiny-service', stampExamples);
});

afterAll(() => rm(repository, { recursive: true, force: true }));

const judge = createAnswerJudge({
  config: mockServices.rootConfig(),
  catalog: catalogServiceMock({ entities: [] }),
  reader: mockServices.urlReader.mock({
    async readTree(url, options) {
      asked.push(`${url} ${options?.etag ?? 'new'}`);
      if (options?.etag === 'one') throw new NotModifiedError();
      return {
        etag: 'one',
        files: async () => [],
        archive: () => Promise.reject(new Error('not asked for')),
        async dir({ targetDir = '' } = {}) {
          copies.push(targetDir);
          await cp(repository, targetDir, { recursive: true });
          return targetDir;
        },
      };
    },
  }),
});

const template = (location: string | undefined, input: object = { answers: '${{parameters}}' }): Entity => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: {
    name: 'tiny-service',
    annotations: location === undefined ? {} : { 'backstage.io/managed-by-location': location },
  },
  spec: { steps: [{ action: 'goldpath:stamp', input }] },
});
const remote = 'url:https://github.com/acme/templates/blob/main/tiny/template.yaml';
const fieldsOf = async (entity: Entity) =>
  (await judge.judge(entity, { colour: 'red' }, mockCredentials.user())).map(({ field }) => field).sort();

test('a remote template is fetched, judged, removed, and fetched again only when it changed', async () => {
  expect(await fieldsOf(template(remote))).toEqual(['colour', 'name', 'owner']);
  expect(await fieldsOf(template(remote))).toEqual(['colour', 'name', 'owner']);
  const url = 'https://github.com/acme/templates/tree/main/tiny/';
  expect(asked).toEqual([`${url} new`, `${url} one`]);
  expect(copies).toHaveLength(1);
  await expect(rm(copies[0] as string)).rejects.toMatchObject({ code: 'ENOENT' });
});

test.each([
  ['a part of the answers', { answers: { name: '${{ parameters.name }}' } }],
  [
    'a folder that is chosen in the form',
    { answers: '${{ parameters }}', template: '${{ parameters.kind }}' },
  ],
  ['no answers', {}],
])('a template that stamps from %s is judged by its step', async (_what, input) => {
  expect(await fieldsOf(template(remote, input))).toEqual([]);
});

test.each([undefined, 'bitbucket:x'])('a template of the place %s is refused', async location => {
  await expect(fieldsOf(template(location))).rejects.toThrow('says nowhere where its files lie');
});

test.each([undefined, {}, { steps: 'none' }, { steps: [null, 7, { action: 7 }] }])(
  'a template of the spec %j has no problem here',
  async spec => {
    expect(await fieldsOf({ ...template(remote), spec } as Entity)).toEqual([]);
  },
);
