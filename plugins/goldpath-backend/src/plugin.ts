import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { scaffolderServiceRef } from '@backstage/plugin-scaffolder-node';
import { createAnswerValidator, portalAnswers, ScmIntegrations } from '@goldpath/plugin-goldpath-node';
import { CheckHistory } from './history/CheckHistory.ts';
import { type OnChecked, ServiceInspections } from './inspection/ServiceInspections.ts';
import { PolicyReports } from './policies/PolicyReports.ts';
import { policyRoutes } from './policies/policyRoutes.ts';
import { Previews } from './preview/Previews.ts';
import { StampedTemplates } from './preview/StampedTemplates.ts';
import { createRouter } from './router.ts';
import { createServices } from './services/createServices.ts';
import { createOwnerNotifications } from './services/ownerNotifications.ts';
import { registerServiceActions } from './services/serviceActions.ts';
import { scheduleServiceTasks } from './services/serviceTasks.ts';
import { TemplateReports } from './templates/TemplateReports.ts';

/** The API under `/api/goldpath`. */
export const goldpathPlugin = createBackendPlugin({
  pluginId: 'goldpath',
  register(env) {
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        reader: coreServices.urlReader,
        scaffolder: scaffolderServiceRef,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { catalog, config, httpAuth, httpRouter, lifecycle, logger, reader, scaffolder } = deps;
        const integrations = ScmIntegrations.fromConfig(config);
        const reports = new TemplateReports({ catalog, integrations, logger, reader, scaffolder });
        lifecycle.addShutdownHook(() => reports.stop());
        const templates = new StampedTemplates({ integrations, reader });
        const answers = portalAnswers(config);
        const previews = new Previews({ templates, answers });
        lifecycle.addShutdownHook(() => previews.stop());
        const history = await CheckHistory.open(deps);
        const onChecked: OnChecked = (entityRef, checks) => history.add(entityRef, checks);
        const inspections = new ServiceInspections(onChecked);
        lifecycle.addShutdownHook(() => inspections.stop());
        const validator = createAnswerValidator({ catalog, config, reader });
        const notifyOwner = createOwnerNotifications(deps);
        const fleet = createServices({ ...deps, answers, inspections, integrations, notifyOwner, onChecked });
        const policies = new PolicyReports({ catalog, history, inspections, ...fleet });
        lifecycle.addShutdownHook(() => policies.stop());
        httpRouter.use(policyRoutes({ httpAuth, policies }));
        registerServiceActions({ ...deps, ...fleet, inspections, reports });
        await scheduleServiceTasks({ ...deps, ...fleet });
        httpRouter.use(
          createRouter({ ...deps, ...fleet, history, validator, previews, inspections, reports }),
        );
      },
    });
  },
});
