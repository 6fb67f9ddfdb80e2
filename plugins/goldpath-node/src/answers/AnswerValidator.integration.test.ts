import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { NotModifiedError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAnswerValidator } from './createAnswerValidator.ts';
import { writeTinyTemplate } from '../testing/tinyTemplate.ts';

const stampStep = `steps:
  - id: stamp
    action: goldpath:stamp
    input:
      answers: \${{ parameters }}
`;

let repository: string;
const requests: string[] = [];
const copies: string[] = [];

beforeAll(async () => {
  repository = await mkdtemp(path.join(os.tmpdir(), 'goldpath-validator-'));
  await writeTinyTemplate(repository, 'tiny-service', [{ example: stampStep }]);
});

afterAll(() => rm(repository, { recursive: true, force: true }));

const validator = createAnswerValidator({
  config: mockServices.rootConfig(),
  catalog: catalogServiceMock({ entities: [] }),
  reader: mockServices.urlReader.mock({
    readTree(url, options) {
      requests.push(`${url} ${options?.etag ?? 'new'}`);
      if (options?.etag === 'one') return Promise.reject(new NotModifiedError());
      return Promise.resolve({
        etag: 'one',
        files: () => Promise.resolve([]),
        archive: () => Promise.reject(new Error('not requested')),
        async dir({ targetDir = '' } = {}) {
          copies.push(targetDir);
          await cp(repository, targetDir, { recursive: true });
          return targetDir;
        },
      });
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
  (await validator.validate(entity, { colour: 'red' }, mockCredentials.user())).problems
    .map(({ field }) => field)
    .sort();

test('a remote template is fetched, used, removed, and fetched again only when it has changed', async () => {
  expect(await fieldsOf(template(remote))).toEqual(['colour', 'name', 'owner']);
  expect(await fieldsOf(template(remote))).toEqual(['colour', 'name', 'owner']);
  const url = 'https://github.com/acme/templates/tree/main/tiny/';
  expect(requests).toEqual([`${url} new`, `${url} one`]);
  expect(copies).toHaveLength(1);
  await expect(rm(copies[0] ?? '')).rejects.toMatchObject({ code: 'ENOENT' });
});

test.each([
  ['a part of the answers', { answers: { name: '${{ parameters.name }}' } }],
  [
    'a folder that is chosen in the form',
    { answers: '${{ parameters }}', template: '${{ parameters.kind }}' },
  ],
  ['no answers', {}],
])('answers to a template that stamps from %s are not validated before it runs', async (_what, input) => {
  expect(await fieldsOf(template(remote, input))).toEqual([]);
});

test.each([undefined, 'bitbucket:x'])('a template with the location %s is refused', async location => {
  await expect(fieldsOf(template(location))).rejects.toThrow('location of the template is unknown');
});

test.each([undefined, {}, { steps: 'none' }, { steps: [null, 7, { action: 7 }] }])(
  'a template of the spec %j has no problem here',
  async spec => {
    expect(await fieldsOf({ ...template(remote), spec })).toEqual([]);
  },
);
