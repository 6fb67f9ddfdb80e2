import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { writeTree } from '@goldpath/files';
import { DefaultGithubCredentialsProvider, ScmIntegrations } from '@goldpath/plugin-goldpath-node';
import { askForTier, writeTinyTemplate } from '@goldpath/plugin-goldpath-node/testing';
import { type Answers, loadTemplate, stampTree } from '@goldpath/template';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ServiceUpgrades } from './ServiceUpgrades.ts';

let parent: string;

const located = (kind: string, name: string, file: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: {
    name,
    annotations: { 'backstage.io/managed-by-location': `file:${path.join(parent, name, file)}` },
  },
});

/** A service whose template asks for its tier from now on. */
beforeAll(async () => {
  parent = await mkdtemp(path.join(os.tmpdir(), 'goldpath-upgrade-preview-'));
  const template = path.join(parent, 'tiny-service');
  await writeTinyTemplate(template, 'tiny-service', [{ example: 'steps:\n  - action: goldpath:stamp\n' }]);
  const service = path.join(parent, 'orders');
  const stamped = stampTree(await loadTemplate(template), { name: 'orders', owner: 'group:default/orders' });
  await writeTree(stamped, service);
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
      cwd: service,
    });
  git('init', '--quiet', '--template=');
  git('add', '--all');
  git('commit', '--quiet', '--message=Stamp');
  await askForTier(template);
});

afterAll(() => rm(parent, { recursive: true, force: true }));

/** The preview in a portal with own answers, when a person gives some. */
function preview(given: Answers, portal: Answers = {}) {
  const integrations = ScmIntegrations.fromConfig(mockServices.rootConfig());
  const upgrades = new ServiceUpgrades({
    answers: portal,
    catalog: catalogServiceMock({ entities: [located('Template', 'tiny-service', 'template.yaml')] }),
    github: DefaultGithubCredentialsProvider.fromIntegrations(integrations),
    integrations,
    reader: mockServices.urlReader.mock(),
  });
  const orders = located('Component', 'orders', 'catalog-info.yaml');
  return upgrades.preview(orders, given, mockCredentials.user(), new AbortController().signal);
}

test('a question without an answer is asked before anything is merged', async () => {
  expect(await preview({})).toMatchObject({
    outcome: 'unanswered',
    from: '1.2.3',
    to: '1.3.0',
    questions: [{ field: 'tier', source: 'none', isRequired: true }],
    refused: [{ field: 'tier' }],
    diff: '',
  });
});

test('an answer that is not valid is refused by its field', async () => {
  expect(await preview({ tier: 'tin' })).toMatchObject({
    outcome: 'unanswered',
    questions: [{ field: 'tier', source: 'given', answer: 'tin' }],
    refused: [{ field: 'tier', message: expect.stringContaining('gold') as string }],
  });
});

test('the preview has the answer that the portal offers', async () => {
  const { outcome, questions, diff } = await preview({}, { tier: 'iron' });
  expect(outcome).toBe('merged');
  expect(questions).toEqual([{ field: 'tier', source: 'offered', answer: 'iron', isRequired: true }]);
  expect(diff).toContain('+{ "tier": "iron" }');
});

test('a person can give another answer than the portal', async () => {
  const { questions, diff } = await preview({ tier: 'gold' }, { tier: 'iron' });
  expect(questions).toMatchObject([{ field: 'tier', source: 'given', answer: 'gold' }]);
  expect(diff).toContain('+{ "tier": "gold" }');
});
