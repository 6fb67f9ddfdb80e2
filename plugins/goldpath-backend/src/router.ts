import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  PreviewFileResponse,
  PreviewLine,
  ServicesResponse,
  TemplatesResponse,
  ValidateRequest,
  ValidateResponse,
} from '@goldpath/plugin-goldpath-common';
import type { AnswerValidator } from '@goldpath/plugin-goldpath-node';
import express, { type Request, type Router } from 'express';
import promiseRouter from 'express-promise-router';
import type { Previews } from './preview/Previews.ts';
import { streamParts } from './preview/streamParts.ts';
import type { ServiceReports } from './services/ServiceReports.ts';
import type { TemplateReports } from './templates/TemplateReports.ts';

/* eslint-disable @typescript-eslint/no-misused-promises -- express-promise-router accepts handlers that return a promise */
/** The routes of Goldpath's own API. All of them require a signed-in user. */
export function createRouter(deps: {
  catalog: CatalogService;
  httpAuth: HttpAuthService;
  validator: AnswerValidator;
  previews: Previews;
  reports: TemplateReports;
  services: ServiceReports;
}): Router {
  const { catalog, httpAuth, validator, previews, reports, services } = deps;
  const router = promiseRouter();

  /** The template that a request is about, and its answers. */
  const requested = async (request: Request) => {
    const credentials = await httpAuth.credentials(request, { allow: ['user'] });
    const { templateRef, answers } = parseRequest(request.body);
    const entity = await catalog.getEntityByRef(templateRef, { credentials });
    if (!entity) throw new NotFoundError(`${templateRef} is not in the catalog`);
    return { credentials, entity, answers };
  };

  router.post('/validate', express.json(), async (request, response) => {
    const { credentials, entity, answers } = await requested(request);
    const problems = await validator.validate(entity, answers, credentials);
    const body: ValidateResponse = {
      problems: problems.map(({ field, message }) => ({ field, message })),
    };
    response.json(body);
  });

  router.post('/preview', express.json(), async (request, response) => {
    const { entity, answers } = await requested(request);
    await streamParts<PreviewLine>(response, (send, signal) =>
      previews.preview(entity, answers, send, signal),
    );
  });

  router.post('/preview/file', express.json(), async (request, response) => {
    const { entity, answers } = await requested(request);
    const { path } = request.body as { path?: unknown };
    if (typeof path !== 'string') throw new InputError('path is missing; send the path of a file');
    const body: PreviewFileResponse = await previews.file(entity, answers, path);
    response.json(body);
  });

  router.get('/templates', async (request, response) => {
    const credentials = await httpAuth.credentials(request, { allow: ['user'] });
    const body: TemplatesResponse = { templates: await reports.all(credentials) };
    response.json(body);
  });

  router.get('/services', async (request, response) => {
    const credentials = await httpAuth.credentials(request, { allow: ['user'] });
    const body: ServicesResponse = { services: await services.all(credentials) };
    response.json(body);
  });

  return router;
}
/* eslint-enable @typescript-eslint/no-misused-promises */

function parseRequest(body: unknown): ValidateRequest {
  const { templateRef, answers } = (body ?? {}) as Partial<ValidateRequest>;
  if (typeof templateRef !== 'string' || !/^template:[^/]+\/[^/]+$/i.test(templateRef))
    throw new InputError('templateRef is missing; write it like template:default/my-template');
  if (typeof answers !== 'object' || answers === null || Array.isArray(answers))
    throw new InputError('answers is missing; send an object with a key for each field');
  return { templateRef, answers };
}
