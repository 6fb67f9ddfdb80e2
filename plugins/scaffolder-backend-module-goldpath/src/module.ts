import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { localRepositoriesRoot } from '@goldpath/plugin-goldpath-node';
import { createCheckAction } from './actions/check.ts';
import { createPublishLocalAction } from './actions/publishLocal.ts';
import { createStampAction } from './actions/stamp.ts';
import { answerRoutes } from './answerRoutes.ts';
import { createAnswerJudge } from './createAnswerJudge.ts';
import { ScmIntegrations } from './integration.ts';

/** Adds Goldpath's actions to the scaffolder, and judges the answers to stamped templates before it makes a task of them. */
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
      async init({ scaffolder, config, reader, catalog, httpRouter, httpAuth, auditor }) {
        const integrations = ScmIntegrations.fromConfig(config);
        scaffolder.addActions(
          createStampAction({ catalog, reader, integrations }),
          createCheckAction(),
          createPublishLocalAction(localRepositoriesRoot(config)),
        );
        // modules are initialised before their plugin, so these routes come before those of the scaffolder
        const judge = createAnswerJudge({ config, catalog, reader });
        httpRouter.use(answerRoutes({ judge, catalog, httpAuth, auditor }));
      },
    });
  },
});
