import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { localRepositoriesRoot } from '@goldpath/plugin-goldpath-node';
import { LocalRepositoriesProvider } from './LocalRepositoriesProvider.ts';
import { OtherDestinationsProcessor } from './OtherDestinationsProcessor.ts';

/** Adds the entities of locally published repositories to the catalog, or removes this destination from the forms. */
export const catalogModuleGoldpathLocalRepositories = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'goldpath-local-repositories',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      init({ catalog, config, logger, scheduler }) {
        const root = localRepositoriesRoot(config);
        if (root === undefined) catalog.addProcessor(new OtherDestinationsProcessor());
        else catalog.addEntityProvider(new LocalRepositoriesProvider({ root, scheduler, logger }));
        return Promise.resolve();
      },
    });
  },
});
