import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonValue } from '@backstage/types';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { writeTinyTemplate } from '../tinyTemplate.fixture.ts';
import { createStampAction, stampExamples } from './stamp.ts';

const entity = (kind: string, name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
});

const action = createStampAction({
  catalog: catalogServiceMock({ entities: [entity('Group', 'storefront'), entity('Component', 'orders')] }),
  reader: mockServices.urlReader.mock(),
  integrations: ScmIntegrations.fromConfig(new ConfigReader({})),
});

const answers = { name: 'basket', owner: 'group:default/storefront' };
let parent: string;
let workspacePath: string;

beforeEach(async () => {
  parent = await mkdtemp(path.join(os.tmpdir(), 'goldpath-stamp-'));
  workspacePath = path.join(parent, 'workspace');
  await mkdir(workspacePath);
  await writeTinyTemplate(path.join(parent, 'template'), 'tiny-service', stampExamples);
});

afterEach(() => rm(parent, { recursive: true, force: true }));

async function stamp(given: Record<string, JsonValue>): Promise<Record<string, JsonValue | undefined>> {
  const outputs: Record<string, JsonValue | undefined> = {};
  const baseUrl = `file://${path.join(parent, 'template', 'template.yaml')}`;
  const mock = createMockActionContext({
    input: { answers: given },
    workspacePath,
    templateInfo: { entityRef: 'template:default/tiny-service', baseUrl },
  });
  await action.handler({ ...mock, output: (name, value) => void (outputs[name] = value) });
  return outputs;
}

test.each(stampExamples)('example: $description', async ({ example }) => {
  const [step] = parse(example).steps;
  expect(step).toMatchObject({ action: action.id, input: { answers: '${{ parameters }}' } });

  const { fileCount } = await stamp(answers);
  const files = await readdir(workspacePath, { recursive: true });
  expect(files.sort()).toEqual(['.goldpath', '.goldpath/manifest.json', 'README.md', 'catalog-info.yaml']);
  expect(fileCount).toBe(3);
  expect(await readFile(path.join(workspacePath, 'README.md'), 'utf8')).toBe('# basket\n');
});

test('every bad answer is told at once with its field, and nothing is written', async () => {
  const told = await stamp({ name: 'Big Basket', owner: 'group:default/nobody', colour: 'red' }).catch(
    String,
  );
  expect(told).toMatch(/^ {2}name: /m);
  expect(told).toMatch(/^ {2}colour: /m);
  expect(told).toMatch(/^ {2}owner: group:default\/nobody is not in the catalog/m);
  expect(await readdir(workspacePath)).toEqual([]);
});

test('a name that the catalog has already is refused', async () => {
  await expect(stamp({ ...answers, name: 'orders' })).rejects.toThrow(
    'name: component:default/orders is in the catalog already',
  );
});

test('an answer of a wrong type is told by its field', async () => {
  await expect(stamp({ ...answers, name: ['a', 'list'] })).rejects.toThrow(/name: /);
});

test('a template without stamp.yaml is told by file and line, without a stack trace', async () => {
  await rm(path.join(parent, 'template', 'stamp.yaml'));
  const told = stamp(answers);
  await expect(told).rejects.toThrow('stamp.yaml:1');
  await expect(told).rejects.toSatisfy((error: Error) => error.stack === `InputError: ${error.message}`);
});

test('a workspace that holds something already is left as it was', async () => {
  await writeFile(path.join(workspacePath, 'mine.txt'), 'mine');
  await expect(stamp(answers)).rejects.toMatchObject({ stack: expect.stringMatching(/is not empty.*$/) });
  expect(await readdir(workspacePath)).toEqual(['mine.txt']);
});
