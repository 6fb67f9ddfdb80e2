import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { catalogModuleGoldpathLocalRepositories, catalogModuleGoldpathTemplates } from './module.ts';
import { goldpathPlugin } from './plugin.ts';

/** Goldpath's backend: its API, and the catalog's providers of templates and of locally published repositories. */
export default createBackendFeatureLoader({
  *loader() {
    yield goldpathPlugin;
    yield catalogModuleGoldpathLocalRepositories;
    yield catalogModuleGoldpathTemplates;
  },
});
