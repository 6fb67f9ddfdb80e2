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
import { writeTinyTemplate } from '@goldpath/plugin-goldpath-node/testing';
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
  answers: { owner: 'group:default/storefront', codeOwners: '@acme/storefront' },
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
  const { steps } = parse(example) as { steps: object[] };
  expect(steps[0]).toMatchObject({ action: action.id, input: { answers: '${{ parameters }}' } });

  const { fileCount } = await stamp(answers);
  const files = await readdir(workspacePath, { recursive: true });
  expect(files.sort()).toEqual(['.goldpath', '.goldpath/manifest.json', 'README.md', 'catalog-info.yaml']);
  expect(fileCount).toBe(3);
  expect(await readFile(path.join(workspacePath, 'README.md'), 'utf8')).toBe('# basket\n');
});

test('all invalid answers are reported at once with their fields, and nothing is written', async () => {
  const message = await stamp({ name: 'Big Basket', owner: 'group:default/unknown', colour: 'red' }).catch(
    String,
  );
  expect(message).toMatch(/^ {2}name: /m);
  expect(message).toMatch(/^ {2}colour: /m);
  expect(message).toMatch(/^ {2}owner: group:default\/unknown is not in the catalog/m);
  expect(await readdir(workspacePath)).toEqual([]);
});

test('a name that is already in the catalog is refused', async () => {
  await expect(stamp({ ...answers, name: 'orders' })).rejects.toThrow(
    'name: component:default/orders is already in the catalog',
  );
});

test("a field without an answer gets the portal's, which the manifest records", async () => {
  await stamp({ name: 'basket' });
  const manifest = await readFile(path.join(workspacePath, '.goldpath', 'manifest.json'), 'utf8');
  expect(JSON.parse(manifest)).toMatchObject({ answers });
});

test('an answer of the wrong type is reported with its field', async () => {
  await expect(stamp({ ...answers, name: ['a', 'list'] })).rejects.toThrow(/name: /);
});

test('a template without stamp.yaml is reported with file and line, without a stack trace', async () => {
  await rm(path.join(parent, 'template', 'stamp.yaml'));
  const stamped = stamp(answers);
  await expect(stamped).rejects.toThrow('stamp.yaml:1');
  await expect(stamped).rejects.toSatisfy((error: Error) => error.stack === `InputError: ${error.message}`);
});

test('a workspace that is not empty is not changed', async () => {
  await writeFile(path.join(workspacePath, 'mine.txt'), 'mine');
  await expect(stamp(answers)).rejects.toMatchObject({
    stack: expect.stringMatching(/is not empty.*$/) as string,
  });
  expect(await readdir(workspacePath)).toEqual(['mine.txt']);
});
