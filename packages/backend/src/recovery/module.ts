import { tmpdir } from 'node:os';
import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { scaffolderWorkspaceProviderExtensionPoint } from '@backstage/plugin-scaffolder-node/alpha';
import { completeWorkspaces } from './completeWorkspaces.ts';
import { forgetSteps, hasCompletedSteps } from './taskState.ts';

/** A request for another run of a task. */
const retry = /^\/v2\/tasks\/([^/]+)\/retry$/;

/**
 * Makes Backstage's task recovery safe. Backstage removes the workspace of a task that fails and leaves out its completed steps
 * when it is retried, so that an empty workspace would be published (plugin-scaffolder-backend 4.2, 2026-11-29). With this
 * module a retry begins with the first step, and a task whose replica died continues only with complete files.
 */
export default createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'recovery',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpRouter: coreServices.httpRouter,
        workspaces: scaffolderWorkspaceProviderExtensionPoint,
      },
      // a module is initialized before its plugin, so its handler comes before the plugin's
      async init({ config, database, httpRouter, workspaces }) {
        const client = await database.getClient();
        const folder = config.getOptionalString('backend.workingDirectory') ?? tmpdir();
        workspaces.addProviders({
          goldpath: completeWorkspaces(folder, id => hasCompletedSteps(client, id)),
        });
        httpRouter.use((request, _response, next) => {
          const [, id] = retry.exec(request.path) ?? [];
          const prepared = id === undefined ? Promise.resolve() : forgetSteps(client, decodeURIComponent(id));
          prepared.then(() => next(), next);
        });
      },
    });
  },
});
