import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import {
  createAnswerValidator,
  DefaultGithubCredentialsProvider,
  localRepositoriesRoot,
  portalAnswers,
  ScmIntegrations,
} from '@goldpath/plugin-goldpath-node';
import { goldpathActions } from './actions/goldpathActions.ts';
import { answerRoutes } from './answerRoutes.ts';

/** Adds Goldpath's actions to the scaffolder, and validates the answers to stamped templates before a task is created. */
export const scaffolderModuleGoldpath = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'goldpath',
  register(env) {
    env.registerInit({
      deps: {
        scaffolder: scaffolderActionsExtensionPoint,
        config: coreServices.rootConfig,
        reader: coreServices.urlReader,
        catalog: catalogServiceRef,
        httpRouter: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        auditor: coreServices.auditor,
      },
      init({ scaffolder, config, reader, catalog, httpRouter, httpAuth, auditor }) {
        const integrations = ScmIntegrations.fromConfig(config);
        const github = DefaultGithubCredentialsProvider.fromIntegrations(integrations);
        const root = localRepositoriesRoot(config);
        const answers = portalAnswers(config);
        scaffolder.addActions(...goldpathActions({ catalog, reader, integrations, github, root, answers }));
        // A module is initialized before its plugin, so these routes come before the scaffolder's own.
        const validator = createAnswerValidator({ config, catalog, reader });
        httpRouter.use(answerRoutes({ validator, catalog, httpAuth, auditor }));
        return Promise.resolve();
      },
    });
  },
});
