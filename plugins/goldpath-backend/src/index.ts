import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { catalogModuleGoldpathLocalRepositories } from './module.ts';
import { goldpathPlugin } from './plugin.ts';

/** Goldpath's backend: its API, and the catalog's provider of locally published repositories. */
export default createBackendFeatureLoader({
  *loader() {
    yield goldpathPlugin;
    yield catalogModuleGoldpathLocalRepositories;
  },
});
