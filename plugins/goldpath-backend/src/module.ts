import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { localRepositoriesRoot, ScmIntegrations, templatesRoot } from '@goldpath/plugin-goldpath-node';
import { FolderProvider } from './FolderProvider.ts';
import { OtherDestinationsProcessor } from './OtherDestinationsProcessor.ts';
import { ProjectSlugProcessor } from './ProjectSlugProcessor.ts';
import { readRepository } from './repositoryEntities.ts';
import { readTemplateEntities } from './templateEntities.ts';
import { StampedTemplateProcessor } from './StampedTemplateProcessor.ts';
import { TemplateVersionProcessor } from './TemplateVersionProcessor.ts';

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
        if (root === undefined) {
          catalog.addProcessor(new OtherDestinationsProcessor());
          return Promise.resolve();
        }
        const repositories = { name: 'goldpath-local-repositories', root, read: readRepository };
        catalog.addEntityProvider(new FolderProvider(repositories, { scheduler, logger }));
        return Promise.resolve();
      },
    });
  },
});

/**
 * Adds every template in the folder `goldpath.templates.path` to the catalog, the versions of templates and services in git, and the
 * repositories of services on GitHub.
 */
export const catalogModuleGoldpathTemplates = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'goldpath-templates',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        reader: coreServices.urlReader,
        scheduler: coreServices.scheduler,
      },
      init({ catalog, config, logger, reader, scheduler }) {
        const baseUrl = config.getOptionalString('app.baseUrl');
        const page = baseUrl && `${baseUrl.replace(/\/$/, '')}/templates`;
        catalog.addProcessor(new ProjectSlugProcessor(ScmIntegrations.fromConfig(config)));
        catalog.addProcessor(new TemplateVersionProcessor(reader, logger, page));
        catalog.addProcessor(new StampedTemplateProcessor(reader, logger));
        const root = templatesRoot(config);
        if (root === undefined) return Promise.resolve();
        const templates = {
          name: 'goldpath-templates',
          root,
          read: (folder: string) => readTemplateEntities(folder, page),
          replacesLocations: true,
        };
        catalog.addEntityProvider(new FolderProvider(templates, { scheduler, logger }));
        return Promise.resolve();
      },
    });
  },
});
