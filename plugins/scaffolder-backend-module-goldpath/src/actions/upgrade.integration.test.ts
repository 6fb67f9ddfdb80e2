import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonValue } from '@backstage/types';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { writeTree } from '@goldpath/files';
import { DefaultGithubCredentialsProvider, ScmIntegrations } from '@goldpath/plugin-goldpath-node';
import { askForTier, writeTinyTemplate } from '@goldpath/plugin-goldpath-node/testing';
import { type Answers, loadTemplate, stampTree } from '@goldpath/template';
import { createUpgradeAction, upgradeExamples } from './upgrade.ts';

let parent: string;
let root: string;

const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
    cwd: path.join(root, 'orders'),
    encoding: 'utf8',
  }).trim();

beforeEach(async () => {
  parent = await mkdtemp(path.join(os.tmpdir(), 'goldpath-upgrade-action-'));
  root = path.join(parent, 'stamped');
  const dir = path.join(parent, 'tiny-service');
  await writeTinyTemplate(dir, 'tiny-service', upgradeExamples);
  const stamped = stampTree(await loadTemplate(dir), { name: 'orders', owner: 'group:default/storefront' });
  await writeTree(stamped, path.join(root, 'orders'));
  git('init', '--quiet', '--template=', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message=Stamp');
  const stampYaml = path.join(dir, 'stamp.yaml');
  await writeFile(stampYaml, (await readFile(stampYaml, 'utf8')).replace('1.2.3', '1.3.0'));
  await writeFile(path.join(dir, 'skeleton', 'LICENSE.txt'), 'MIT\n');
});

afterEach(() => rm(parent, { recursive: true, force: true }));

const component = (name: string, location: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, annotations: { 'backstage.io/managed-by-location': location } },
});

interface Input {
  answers?: Answers;
  name?: string;
  service?: string;
  preview?: boolean;
}

async function run(given: Input, isDryRun = false, portal: Answers = {}) {
  const integrations = ScmIntegrations.fromConfig(new ConfigReader({}));
  const action = createUpgradeAction({
    catalog: catalogServiceMock({
      entities: [
        {
          apiVersion: 'scaffolder.backstage.io/v1beta3',
          kind: 'Template',
          metadata: {
            name: 'tiny-service',
            annotations: {
              'backstage.io/managed-by-location': `file:${parent}/tiny-service/template.yaml`,
            },
          },
        },
        component('orders', `file:${root}/orders/catalog-info.yaml`),
        component('elsewhere', `file:${parent}/elsewhere/catalog-info.yaml`),
        component('on-gitlab', 'url:https://gitlab.com/acme/desk/-/blob/main/catalog-info.yaml'),
      ],
    }),
    reader: mockServices.urlReader.mock(),
    integrations,
    github: DefaultGithubCredentialsProvider.fromIntegrations(integrations),
    root,
    answers: portal,
  });
  const outputs: Record<string, JsonValue | undefined> = {};
  const input = { name: undefined, service: undefined, answers: undefined, preview: undefined, ...given };
  const mock = createMockActionContext({ input });
  await action.handler({ ...mock, isDryRun, output: (name, value) => void (outputs[name] = value) });
  return outputs;
}

test.each(upgradeExamples.slice(0, 2))('example: $description', async ({ example }) => {
  const { steps } = parse(example.replace('${{ parameters.name }}', 'orders')) as {
    steps: [{ action: string; input: { name: string; preview?: boolean } }];
  };
  const [{ action, input }] = steps;
  expect(action).toBe('goldpath:upgrade');
  const outputs = await run(input);
  expect(outputs).toMatchObject({ outcome: 'merged', version: '1.3.0' });
  expect(outputs.diff).toContain('+++ b/LICENSE.txt\n@@ -0,0 +1 @@\n+MIT\n');
  const branch = input.preview ? '' : 'goldpath/tiny-service-1.3.0';
  expect(git('branch', '--list', '--format=%(refname:short)', 'goldpath/*')).toBe(branch);
});

test('a service is found by its entity', async () => {
  expect(await run({ service: 'component:default/orders' })).toMatchObject({
    outcome: 'merged',
    branch: 'goldpath/tiny-service-1.3.0',
  });
});

test.each([
  ['component:default/missing', 'is not in the catalog'],
  ['component:default/elsewhere', 'is not the name of a repository'],
  ['component:default/on-gitlab', 'neither in a local repository nor on a configured host of GitHub'],
])('the service %s is refused in a sentence', async (service, message) => {
  await expect(run({ service })).rejects.toThrow(message);
});

const tierOf = ({ branch }: Record<string, unknown>) => git('show', `${String(branch)}:tier.json`);

test('a new question gets the answer of the input, otherwise that of the portal', async () => {
  await askForTier(path.join(parent, 'tiny-service'));
  expect(tierOf(await run({ name: 'orders' }, false, { tier: 'iron' }))).toContain('iron');
  git('branch', '--quiet', '-D', 'goldpath/tiny-service-1.3.0');
  const outputs = await run({ name: 'orders', answers: { tier: 'gold' } }, false, { tier: 'iron' });
  expect(tierOf(outputs)).toContain('gold');
});

test('an upgrade that needs an answer is refused with the question and the place for its answer', async () => {
  await askForTier(path.join(parent, 'tiny-service'));
  await expect(run({ name: 'orders' })).rejects.toThrow(
    /tiny-service 1\.3\.0 needs other answers:\n {2}tier: .+\nGive them with the button "Upgrade"/,
  );
});

test('a dry run makes no branch', async () => {
  expect(await run({ name: 'orders' }, true)).toMatchObject({ outcome: 'merged' });
  expect(git('branch', '--list', 'goldpath/*')).toBe('');
});

test.each(['../orders', '.git', '', 'a/b'])('the name %j is refused', async name => {
  await expect(run({ name })).rejects.toThrow('is not the name of a repository');
});

test('a repository that was not stamped is refused in a sentence', async () => {
  git('rm', '--quiet', '-r', '.goldpath');
  git('commit', '--quiet', '--message=Leave');
  await expect(run({ name: 'orders' })).rejects.toThrow('.goldpath/manifest.json');
});
