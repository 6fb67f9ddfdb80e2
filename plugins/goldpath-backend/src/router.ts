import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { AnswerJudge } from '@goldpath/plugin-scaffolder-backend-module-goldpath/answers';
import express, { type Router } from 'express';
import promiseRouter from 'express-promise-router';
import type { TemplatesResponse, ValidateRequest, ValidateResponse } from './api.ts';
import type { TemplateReports } from './templates/TemplateReports.ts';

/** The routes of Goldpath's own API; all of them are for people who are signed in. */
export function createRouter(deps: {
  catalog: CatalogService;
  httpAuth: HttpAuthService;
  judge: AnswerJudge;
  reports: TemplateReports;
}): Router {
  const { catalog, httpAuth, judge, reports } = deps;
  const router = promiseRouter();

  router.post('/validate', express.json(), async (request, response) => {
    const credentials = await httpAuth.credentials(request, { allow: ['user'] });
    const { templateRef, answers } = validateRequest(request.body);
    const entity = await catalog.getEntityByRef(templateRef, { credentials });
    if (!entity) throw new NotFoundError(`${templateRef} is not in the catalog`);
    const problems = await judge.judge(entity, answers, credentials);
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

  return router;
}

function validateRequest(body: unknown): ValidateRequest {
  const { templateRef, answers } = (body ?? {}) as Partial<ValidateRequest>;
  if (typeof templateRef !== 'string' || !/^template:[^/]+\/[^/]+$/i.test(templateRef))
    throw new InputError('templateRef is missing; write it like template:default/my-template');
  if (typeof answers !== 'object' || answers === null || Array.isArray(answers))
    throw new InputError('answers is missing; give an object, one key a field');
  return { templateRef, answers };
}
