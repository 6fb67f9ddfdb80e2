import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { catalogModuleGoldpathLocalRepositories, catalogModuleGoldpathTemplates } from './module.ts';
import { goldpathPlugin } from './plugin.ts';
import { searchModuleGoldpathRules } from './search/module.ts';

/** Goldpath's backend: its API, the catalog's providers of templates and of locally published repositories, and the search for rules. */
export default createBackendFeatureLoader({
  *loader() {
    yield goldpathPlugin;
    yield catalogModuleGoldpathLocalRepositories;
    yield catalogModuleGoldpathTemplates;
    yield searchModuleGoldpathRules;
  },
});
