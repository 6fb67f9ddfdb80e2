import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { searchEngineRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { TitleFirstSearchEngine } from './TitleFirstSearchEngine.ts';

/** Searches in memory with SQLite. With PostgreSQL, `@backstage/plugin-search-backend-module-pg` registers its own engine. */
export const searchModuleTitleFirst = createBackendModule({
  pluginId: 'search',
  moduleId: 'title-first-engine',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        registry: searchEngineRegistryExtensionPoint,
      },
      init({ config, logger, registry }) {
        const isPostgres = config.getString('backend.database.client') === 'pg';
        if (!isPostgres) registry.setSearchEngine(new TitleFirstSearchEngine({ logger }));
        return Promise.resolve();
      },
    });
  },
});
