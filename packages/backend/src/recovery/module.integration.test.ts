import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend, type TestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createTemplateAction, scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ScaffolderTasks, scaffolderTasks, type TaskEvent } from '../testing/scaffolderTasks.ts';
import recovery from './module.ts';

const action = (name: string) => ({ id: name, name, action: `test:${name}` });

const template = (name: string, steps: object[]) => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name, namespace: 'default' },
  spec: { type: 'service', steps },
});

/** A template whose last step publishes, and one in which a step follows that. */
const publishing = template('publishing', ['write', 'check', 'publish'].map(action));
const registering = template('registering', [
  action('write'),
  { id: 'local', name: 'Local', action: 'goldpath:publish:local', input: { name: 'desk' } },
  action('github'),
  action('publish'),
]);

let folder: string;
/** The folder of all local repositories. */
let root: string;
let backend: TestBackend;
let tasks: ScaffolderTasks;
/** The steps that have run, and with which files. */
let runs: [step: string, files: string[]][];
/** Runs before the step that publishes. */
let beforePublish: (workspace: string, signal?: AbortSignal) => Promise<void>;

const testActions = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'test-actions',
  register(env) {
    env.registerInit({
      deps: { scaffolder: scaffolderActionsExtensionPoint },
      init({ scaffolder }) {
        const step = (name: string, run: typeof beforePublish) =>
          createTemplateAction({
            id: `test:${name}`,
            async handler({ workspacePath, signal }) {
              await run(workspacePath, signal);
              runs.push([name, await readdir(workspacePath)]);
            },
          });
        scaffolder.addActions(
          step('write', workspace => writeFile(path.join(workspace, 'README.md'), '# Service\n')),
          step('check', () => Promise.resolve()),
          step('publish', (...given) => beforePublish(...given)),
          createTemplateAction({
            id: 'test:github',
            async handler(ctx) {
              const value = { remoteUrl: 'https://github.com/acme/desk.git' };
              await ctx.checkpoint({ key: 'create.github.repo.acme.desk', fn: () => value });
            },
          }),
        );
        return Promise.resolve();
      },
    });
  },
});

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-recovery-'));
  root = path.join(folder, 'stamped');
  const taskRecovery = { enabled: true, workspaceProvider: 'goldpath' };
  backend = await startTestBackend({
    features: [
      import('@backstage/plugin-scaffolder-backend'),
      import('@goldpath/plugin-scaffolder-backend-module-goldpath'),
      testActions,
      recovery,
      catalogServiceMock.factory({ entities: [publishing, registering] }),
      mockServices.rootConfig.factory({
        data: {
          backend: { workingDirectory: folder },
          scaffolder: { taskRecovery },
          goldpath: { localRepositories: { path: root } },
        },
      }),
    ],
  });
  tasks = scaffolderTasks(backend);
});

afterAll(async () => {
  await backend.stop();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(() => {
  runs = [];
  beforePublish = () => Promise.resolve();
});

/** Waits for the end of a task, and returns its status. */
async function endOf(id: string): Promise<string> {
  await tasks.ended(id);
  return (await tasks.request<{ status: string }>(`/${id}`)).status;
}

const create = async ({ metadata }: typeof publishing) => {
  const templateRef = `template:default/${metadata.name}`;
  return (await tasks.request<{ id: string }>('', 'POST', { templateRef, values: {} })).id;
};

test('a retry of a task that failed while publishing publishes every file', async () => {
  beforePublish = () => Promise.reject(new Error('GitHub does not answer'));
  const id = await create(publishing);
  expect(await endOf(id)).toBe('failed');
  beforePublish = () => Promise.resolve();
  await tasks.request(`/${id}/retry`, 'POST', {});
  expect(await endOf(id)).toBe('completed');
  const steps = ['write', 'check', 'write', 'check', 'publish'];
  expect(runs).toEqual(steps.map(step => [step, ['README.md']]));
});

describe('a task fails after it has published', () => {
  const desk = () => path.join(root, 'desk');
  const fail = () => Promise.reject(new Error('The catalog does not answer'));

  beforeEach(() => rm(root, { recursive: true, force: true }));

  /** The messages of a task's log about what was published. */
  const outcomes = async (id: string) =>
    (await tasks.request<TaskEvent[]>(`/${id}/events`))
      .map(({ body }) => `${body.stepId} ${body.message}`)
      .filter(line => /Removed|removed|deleted/.test(line));

  test('its local repository is removed, the log names it and what remains, and a retry publishes again', async () => {
    beforePublish = fail;
    const id = await create(registering);
    expect(await endOf(id)).toBe('failed');
    await expect
      .poll(() => outcomes(id))
      .toEqual([
        `local Removed ${desk()}, which this task had published before it failed.`,
        expect.stringContaining('github https://github.com/acme/desk.git was created by this task') as string,
      ]);
    expect(await readdir(root)).toEqual([]);
    beforePublish = () => Promise.resolve();
    await tasks.request(`/${id}/retry`, 'POST', {});
    expect(await endOf(id)).toBe('completed');
    expect((await readdir(desk())).sort()).toEqual(['.git', 'README.md']);
  });

  test('an open page receives what was removed and what remains before the end of the task', async () => {
    beforePublish = fail;
    const events = await tasks.stream(await create(registering));
    const messages = events.map(({ body }) => body.message);
    const count = (pattern: RegExp) => messages.filter(message => pattern.test(message)).length;
    expect([count(/^Removed/), count(/was not deleted/)]).toEqual([1, 1]);
    expect(events.at(-1)?.type).toBe('completion');
  });

  test('a repository that was changed since then stays, and a retry continues with it', async () => {
    beforePublish = async () => {
      await writeFile(path.join(desk(), 'ours'), '');
      await fail();
    };
    const id = await create(registering);
    expect(await endOf(id)).toBe('failed');
    await expect
      .poll(() => outcomes(id))
      .toContain(`local ${desk()} was published by this task and was changed since. It was not removed.`);
    beforePublish = () => Promise.resolve();
    await tasks.request(`/${id}/retry`, 'POST', {});
    expect(await endOf(id)).toBe('completed');
    expect((await readdir(desk())).sort()).toEqual(['.git', 'README.md', 'ours']);
  });

  test('a task that is cancelled removes its local repository', async () => {
    const created = Promise.withResolvers<string>();
    beforePublish = async (_, signal) => {
      await tasks.request(`/${await created.promise}/cancel`, 'POST', {});
      await once(signal!, 'abort');
    };
    const id = await create(registering);
    created.resolve(id);
    expect(await endOf(id)).not.toBe('completed');
    await expect.poll(() => readdir(root)).toEqual([]);
  });

  test('a retry of a completed task leaves its repository as it is', async () => {
    const id = await create(registering);
    expect(await endOf(id)).toBe('completed');
    const { ino } = await stat(desk());
    await tasks.request(`/${id}/retry`, 'POST', {});
    expect(await endOf(id)).toBe('completed');
    expect((await stat(desk())).ino).toBe(ino);
  });
});
