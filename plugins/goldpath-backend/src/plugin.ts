import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderServiceRef } from '@backstage/plugin-scaffolder-node';
import { createAnswerValidator, portalAnswers, ScmIntegrations } from '@goldpath/plugin-goldpath-node';
import { ServiceInspections } from './inspection/ServiceInspections.ts';
import { Previews } from './preview/Previews.ts';
import { StampedTemplates } from './preview/StampedTemplates.ts';
import { createRouter } from './router.ts';
import { ServiceReports } from './services/ServiceReports.ts';
import { TemplateReports } from './templates/TemplateReports.ts';

/** The API under `/api/goldpath`. */
export const goldpathPlugin = createBackendPlugin({
  pluginId: 'goldpath',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        reader: coreServices.urlReader,
        scaffolder: scaffolderServiceRef,
      },
      init({ catalog, config, httpAuth, httpRouter, lifecycle, logger, reader, scaffolder }) {
        const integrations = ScmIntegrations.fromConfig(config);
        const reports = new TemplateReports({ catalog, integrations, logger, reader, scaffolder });
        lifecycle.addShutdownHook(() => reports.stop());
        const templates = new StampedTemplates({ integrations, reader });
        const previews = new Previews({ templates, answers: portalAnswers(config) });
        lifecycle.addShutdownHook(() => previews.stop());
        const inspections = new ServiceInspections();
        lifecycle.addShutdownHook(() => inspections.stop());
        const validator = createAnswerValidator({ catalog, config, reader });
        const services = new ServiceReports({ catalog, logger });
        httpRouter.use(
          createRouter({ catalog, httpAuth, validator, previews, inspections, reports, services }),
        );
        return Promise.resolve();
      },
    });
  },
});
