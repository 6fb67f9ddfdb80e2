import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createTemplateAction, scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import recovery from './module.ts';

const action = (name: string) => ({ id: name, name, action: `test:${name}` });

/** A template with three steps, of which the last publishes. */
const template = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'three-steps', namespace: 'default' },
  spec: { type: 'service', steps: ['write', 'check', 'publish'].map(action) },
};

let folder: string;
let backend: TestBackend;
/** The steps that have run, and with which files. */
let runs: [step: string, files: string[]][];
/** Runs before the step that publishes. */
let beforePublish: (workspace: string) => Promise<void>;

const testActions = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'test-actions',
  register(env) {
    env.registerInit({
      deps: { scaffolder: scaffolderActionsExtensionPoint },
      init({ scaffolder }) {
        const step = (name: string, run: (workspace: string) => Promise<void>) =>
          createTemplateAction({
            id: `test:${name}`,
            async handler({ workspacePath }) {
              await run(workspacePath);
              runs.push([name, await readdir(workspacePath)]);
            },
          });
        scaffolder.addActions(
          step('write', workspace => writeFile(path.join(workspace, 'README.md'), '# Service\n')),
          step('check', () => Promise.resolve()),
          step('publish', workspace => beforePublish(workspace)),
        );
        return Promise.resolve();
      },
    });
  },
});

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-recovery-'));
  const taskRecovery = { enabled: true, workspaceProvider: 'goldpath' };
  backend = await startTestBackend({
    features: [
      import('@backstage/plugin-scaffolder-backend'),
      testActions,
      recovery,
      catalogServiceMock.factory({ entities: [template] }),
      mockServices.rootConfig.factory({
        data: { backend: { workingDirectory: folder }, scaffolder: { taskRecovery } },
      }),
    ],
  });
});

afterAll(async () => {
  await backend.stop();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(() => {
  runs = [];
  beforePublish = () => Promise.resolve();
});

async function request<T>(route: string, method = 'GET', body?: object): Promise<T> {
  const response = await fetch(`http://localhost:${backend.server.port()}/api/scaffolder/v2/tasks${route}`, {
    method,
    headers: { authorization: mockCredentials.user.header(), 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.ok).toBe(true);
  return (await response.json()) as T;
}

/** Waits for the end of a task, and returns its status. */
async function endOf(id: string): Promise<string> {
  for (;;) {
    const events = await request<{ type: string }[]>(`/${id}/events`);
    if (events.some(({ type }) => type === 'completion')) break;
  }
  return (await request<{ status: string }>(`/${id}`)).status;
}

const create = async () =>
  (await request<{ id: string }>('', 'POST', { templateRef: 'template:default/three-steps', values: {} })).id;

test('a retry of a task that failed while publishing publishes every file', async () => {
  beforePublish = () => Promise.reject(new Error('GitHub does not answer'));
  const id = await create();
  expect(await endOf(id)).toBe('failed');
  beforePublish = () => Promise.resolve();
  await request(`/${id}/retry`, 'POST', {});
  expect(await endOf(id)).toBe('completed');
  const steps = ['write', 'check', 'write', 'check', 'publish'];
  expect(runs).toEqual(steps.map(step => [step, ['README.md']]));
});
