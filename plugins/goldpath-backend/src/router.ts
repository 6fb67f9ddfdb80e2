import type { TemplatesResponse, ValidateResponse } from '@goldpath/plugin-goldpath-common';
import type { AnswerValidator } from '@goldpath/plugin-goldpath-node';
import express, { type Router } from 'express';
import promiseRouter from 'express-promise-router';
import type { ServiceInspections } from './inspection/ServiceInspections.ts';
import type { Previews } from './preview/Previews.ts';
import { previewRoutes } from './preview/previewRoutes.ts';
import { requestedTemplate } from './requestedTemplate.ts';
import { type ServiceRoutesDeps, serviceRoutes } from './services/serviceRoutes.ts';
import type { TemplateReports } from './templates/TemplateReports.ts';

/* eslint-disable @typescript-eslint/no-misused-promises -- express-promise-router accepts handlers that return a promise */
/** The routes of Goldpath's own API. All of them require a signed-in user. */
export function createRouter(
  deps: ServiceRoutesDeps & {
    validator: AnswerValidator;
    previews: Previews;
    inspections: ServiceInspections;
    reports: TemplateReports;
  },
): Router {
  const { httpAuth, validator, reports } = deps;
  const router = promiseRouter();

  router.post('/validate', express.json(), async (request, response) => {
    const { credentials, entity, answers } = await requestedTemplate(request, deps);
    const { problems } = await validator.validate(entity, answers, credentials);
    const body: ValidateResponse = {
      problems: problems.map(({ field, message }) => ({ field, message })),
    };
    response.json(body);
  });

  router.get('/templates', async (request, response) => {
    const credentials = await httpAuth.credentials(request, { allow: ['user'] });
    const body: TemplatesResponse = { templates: await reports.all(credentials) };
    response.json(body);
  });

  router.use(serviceRoutes(deps));
  router.use(previewRoutes(deps));
  return router;
}
/* eslint-enable @typescript-eslint/no-misused-promises */
