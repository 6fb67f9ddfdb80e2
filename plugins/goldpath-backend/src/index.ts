import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { catalogModuleGoldpathLocalRepositories } from './module.ts';
import { goldpathPlugin } from './plugin.ts';

/** The backend of Goldpath: its own API, and its entities in the catalog. */
export default createBackendFeatureLoader({
  *loader() {
    yield goldpathPlugin;
    yield catalogModuleGoldpathLocalRepositories;
  },
});
