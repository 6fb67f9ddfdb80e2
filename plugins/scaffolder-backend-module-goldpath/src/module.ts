import { createRequire } from 'node:module';
import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { localRepositoriesRoot } from '@goldpath/plugin-goldpath-node';
import { createCheckAction } from './actions/check.ts';
import { createPublishLocalAction } from './actions/publishLocal.ts';
import { createStampAction } from './actions/stamp.ts';

// Node cannot load the ESM build of this package: it imports names from lodash, which is CommonJS.
const { ScmIntegrations } = createRequire(import.meta.url)(
  '@backstage/integration',
) as typeof import('@backstage/integration');

/** Adds Goldpath's actions to the scaffolder. */
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
      },
      async init({ scaffolder, config, reader, catalog }) {
        const integrations = ScmIntegrations.fromConfig(config);
        scaffolder.addActions(
          createStampAction({ catalog, reader, integrations }),
          createCheckAction(),
          createPublishLocalAction(localRepositoriesRoot(config)),
        );
      },
    });
  },
});
