import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderServiceRef } from '@backstage/plugin-scaffolder-node';
import {
  createAnswerValidator,
  DefaultGithubCredentialsProvider,
  portalAnswers,
  ScmIntegrations,
} from '@goldpath/plugin-goldpath-node';
import { ServiceInspections } from './inspection/ServiceInspections.ts';
import { PolicyReports } from './policies/PolicyReports.ts';
import { policyRoutes } from './policies/policyRoutes.ts';
import { Previews } from './preview/Previews.ts';
import { StampedTemplates } from './preview/StampedTemplates.ts';
import { createRouter } from './router.ts';
import { GitHubApi } from './services/GitHubApi.ts';
import { GitHubServices } from './services/GitHubServices.ts';
import { ServiceReports } from './services/ServiceReports.ts';
import { ServiceTemplates } from './services/ServiceTemplates.ts';
import { ServiceUpgrades } from './services/ServiceUpgrades.ts';
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
        const policies = new PolicyReports({ catalog, inspections });
        lifecycle.addShutdownHook(() => policies.stop());
        httpRouter.use(policyRoutes({ httpAuth, policies }));
        const validator = createAnswerValidator({ catalog, config, reader });
        const github = DefaultGithubCredentialsProvider.fromIntegrations(integrations);
        const services = new ServiceReports({
          catalog,
          gitHub: new GitHubServices(new GitHubApi(github)),
          inspections,
          integrations,
          logger,
          templates: new ServiceTemplates({ integrations, logger, reader }),
        });
        const upgrades = new ServiceUpgrades({ catalog, github, integrations, reader });
        httpRouter.use(
          createRouter({ catalog, httpAuth, validator, previews, inspections, reports, services, upgrades }),
        );
        return Promise.resolve();
      },
    });
  },
});
