import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend, type TestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createTemplateAction, scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GitHub, startGitHub } from '../../../rehearsal/github/gitHub.ts';
import { type ScaffolderTasks, scaffolderTasks } from '../src/testing/scaffolderTasks.ts';

const template = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'registering', namespace: 'default' },
  spec: {
    type: 'service',
    steps: [
      { id: 'write', name: 'Write', action: 'test:write' },
      {
        id: 'publish',
        name: 'Publish',
        action: 'publish:github',
        input: {
          repoUrl: 'github.com?owner=acme&repo=desk',
          defaultBranch: 'main',
          protectDefaultBranch: false,
        },
      },
      { id: 'register', name: 'Register', action: 'test:register' },
    ],
  },
};

let folder: string;
let gitHub: GitHub;
let backend: TestBackend;
let tasks: ScaffolderTasks;
let isCatalogAway = true;

const testActions = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'test-actions',
  register(env) {
    env.registerInit({
      deps: { scaffolder: scaffolderActionsExtensionPoint },
      init({ scaffolder }) {
        scaffolder.addActions(
          createTemplateAction({
            id: 'test:write',
            handler: ({ workspacePath }) => writeFile(path.join(workspacePath, 'README.md'), '# desk\n'),
          }),
          createTemplateAction({
            id: 'test:register',
            handler: () =>
              isCatalogAway ? Promise.reject(new Error('The catalog does not answer')) : Promise.resolve(),
          }),
        );
        return Promise.resolve();
      },
    });
  },
});

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-retry-'));
  gitHub = await startGitHub(path.join(folder, 'repositories'));
  const github = [{ host: 'github.com', apiBaseUrl: gitHub.url, token: gitHub.token }];
  backend = await startTestBackend({
    features: [
      import('@backstage/plugin-scaffolder-backend'),
      import('../src/github/module.ts'),
      import('../src/recovery/module.ts'),
      testActions,
      catalogServiceMock.factory({ entities: [template] }),
      mockServices.rootConfig.factory({
        data: { backend: { workingDirectory: folder }, integrations: { github } },
      }),
    ],
  });
  tasks = scaffolderTasks(backend);
});

afterAll(async () => {
  await backend.stop();
  await gitHub.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Waits for the end of a task, and returns its log. */
async function logOf(id: string): Promise<string[]> {
  return (await tasks.ended(id)).map(({ body }) => body.message);
}

test('a retry of a task that failed after its push to GitHub completes, with the same repository', async () => {
  const { id } = await tasks.request<{ id: string }>('', 'POST', {
    templateRef: 'template:default/registering',
    values: {},
  });
  expect(await logOf(id)).toContain('Run completed with status: failed');
  await expect
    .poll(() => logOf(id))
    .toContain(
      `${gitHub.url}/acme/desk.git was created by this task and was not deleted. Start the task again with Retry, which continues with it, or delete it.`,
    );
  isCatalogAway = false;
  await tasks.request(`/${id}/retry`, 'POST', {});
  expect(await logOf(id)).toContain('Run completed with status: completed');
  const created = gitHub.calls.filter(({ method, status }) => method === 'POST' && status === 201);
  expect(created).toHaveLength(1);
});
