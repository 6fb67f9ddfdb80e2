import { tmpdir } from 'node:os';
import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { scaffolderWorkspaceProviderExtensionPoint } from '@backstage/plugin-scaffolder-node/alpha';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { localRepositoriesRoot } from '@goldpath/plugin-goldpath-node';
import { completeWorkspaces } from './completeWorkspaces.ts';
import { type Database, forgetSteps, hasCompletedSteps, hasFailed, hasFailedStep } from './taskState.ts';
import { removePublished, undoPublishing } from './undoPublishing.ts';

/** A request for another run of a task. */
const retry = /^\/v2\/tasks\/([^/]+)\/retry$/;

/** The event when the status of a task changes: DatabaseTaskStore of plugin-scaffolder-backend 4.2 (2026-11-29). */
interface TaskEvent {
  id: string;
  status: string;
  /** set in the request to cancel a task, which runs until its step has ended */
  taskId?: string;
}

/**
 * Makes Backstage's task recovery safe. Backstage removes the workspace of a task that fails and leaves out its completed steps
 * when it is retried, so that an empty workspace would be published (plugin-scaffolder-backend 4.2, 2026-11-29). With this
 * module a retry begins with the first step, a task whose replica died continues only with complete files, and what a task has
 * published locally is removed when it fails.
 */
export default createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'recovery',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpRouter: coreServices.httpRouter,
        workspaces: scaffolderWorkspaceProviderExtensionPoint,
      },
      // a module is initialized before its plugin, so its handler comes before the plugin's
      async init({ config, database, events, httpRouter, workspaces }) {
        const client = await database.getClient();
        const root = localRepositoriesRoot(config);
        const folder = config.getOptionalString('backend.workingDirectory') ?? tmpdir();
        const complete = completeWorkspaces(folder, id => hasCompletedSteps(client, id));
        workspaces.addProviders({
          goldpath: {
            ...complete,
            // called after each step: open pages read the log of a task until its end, so a failure is undone before that
            async serializeWorkspace(workspace) {
              if (!(await hasFailedStep(client, workspace.taskId)))
                return complete.serializeWorkspace(workspace);
              await complete.cleanWorkspace(workspace);
              return undoPublishing({ id: workspace.taskId, client, root });
            },
          },
        });
        await events.subscribe({
          id: 'goldpath-undo-publishing',
          topics: ['scaffolder.task'],
          async onEvent({ eventPayload }) {
            const { id, status, taskId } = eventPayload as TaskEvent;
            const isOver = taskId === undefined && (status === 'failed' || status === 'cancelled');
            // no step may have failed, such as in a task that is cancelled between two steps
            if (isOver) await undoPublishing({ id, client, root });
          },
        });
        httpRouter.use((request, _response, next) => {
          const [, id] = retry.exec(request.path) ?? [];
          const prepared = id && prepareRetry({ client, root, id: decodeURIComponent(id) });
          Promise.resolve(prepared).then(() => next(), next);
        });
      },
    });
  },
});

/** Makes the next run of a task begin with its first step; a portal that died may not have undone what the last run published. */
async function prepareRetry(task: { client: Database; root: string | undefined; id: string }): Promise<void> {
  const { client, id } = task;
  if (await hasFailed(client, id)) await removePublished(task);
  await forgetSteps(client, id);
}
