import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { PreviewFileResponse, PreviewLine, ServiceLine } from '@goldpath/plugin-goldpath-common';
import express, { type Request, type Router } from 'express';
import promiseRouter from 'express-promise-router';
import { serviceDocument } from '../inspection/serviceDocument.ts';
import type { ServiceInspections } from '../inspection/ServiceInspections.ts';
import { requestedTemplate } from '../requestedTemplate.ts';
import type { Previews } from './Previews.ts';
import { streamParts } from './streamParts.ts';

/* eslint-disable @typescript-eslint/no-misused-promises -- express-promise-router accepts handlers that return a promise */
/** The routes that show a service: before it is made, and afterwards. */
export function previewRoutes(deps: {
  catalog: CatalogService;
  httpAuth: HttpAuthService;
  previews: Previews;
  inspections: ServiceInspections;
}): Router {
  const { catalog, httpAuth, previews, inspections } = deps;
  const router = promiseRouter();

  router.post('/preview', express.json(), async (request, response) => {
    const { entity, answers } = await requestedTemplate(request, deps);
    await streamParts<PreviewLine>(response, (send, signal) =>
      previews.preview(entity, answers, send, signal),
    );
  });

  router.post('/preview/file', express.json(), async (request, response) => {
    const { entity, answers } = await requestedTemplate(request, deps);
    const { path } = request.body as { path?: unknown };
    if (typeof path !== 'string') throw new InputError('path is missing; send the path of a file');
    const body: PreviewFileResponse = await previews.file(entity, answers, path);
    response.json(body);
  });

  router.post('/preview/archive', express.json(), async (request, response) => {
    const { entity, answers } = await requestedTemplate(request, deps);
    const { name, content } = await previews.archive(entity, answers);
    response.attachment(`${name}.zip`).type('application/zip').send(content);
  });

  const requestedService = async (request: Request<{ namespace: string; name: string }>) => {
    const credentials = await httpAuth.credentials(request, { allow: ['user'] });
    const { namespace, name } = request.params;
    const ref = { kind: 'Component', namespace, name };
    const entity = await catalog.getEntityByRef(ref, { credentials });
    if (!entity) throw new NotFoundError(`component:${namespace}/${name} is not in the catalog`);
    return entity;
  };

  router.get('/services/:namespace/:name/document', async (request, response) => {
    const entity = await requestedService(request);
    response.type('text/markdown').send(await serviceDocument(entity, request.query.path));
  });

  router.get('/services/:namespace/:name', async (request, response) => {
    const entity = await requestedService(request);
    await streamParts<ServiceLine>(response, (send, signal) => inspections.inspect(entity, send, signal));
  });

  return router;
}
/* eslint-enable @typescript-eslint/no-misused-promises */
