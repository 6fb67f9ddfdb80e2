import type { BackstageCredentials, HttpAuthService } from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  BulkUpgradeRequest,
  BulkUpgradeResponse,
  CheckHistoryResponse,
  ServicesResponse,
  ServiceStatusResponse,
  UpgradeRequest,
} from '@goldpath/plugin-goldpath-common';
import express, { type Request, type Router } from 'express';
import promiseRouter from 'express-promise-router';
import type { CheckHistory } from '../history/CheckHistory.ts';
import { wantedRound } from '../wantedRound.ts';
import type { BulkUpgrades } from './BulkUpgrades.ts';
import type { ServiceReports } from './ServiceReports.ts';
import type { ServiceUpgrades } from './ServiceUpgrades.ts';

/** The services that {@link serviceRoutes} uses. */
export interface ServiceRoutesDeps {
  bulk: BulkUpgrades;
  catalog: CatalogService;
  history: Pick<CheckHistory, 'of'>;
  httpAuth: HttpAuthService;
  services: ServiceReports;
  upgrades: ServiceUpgrades;
}

/* eslint-disable @typescript-eslint/no-misused-promises -- express-promise-router accepts handlers that return a promise */
/** The routes that compare services with their templates, and show their upgrades. */
export function serviceRoutes(deps: ServiceRoutesDeps): Router {
  const { bulk, httpAuth, services, upgrades } = deps;
  const router = promiseRouter();

  router.get('/services', async (request, response) => {
    const credentials = await httpAuth.credentials(request, { allow: ['user'] });
    const body: ServicesResponse = await services.all(credentials, wantedRound(request.query.round));
    response.json(body);
  });

  router.get('/services/upgrades', async (request, response) => {
    await httpAuth.credentials(request, { allow: ['user'] });
    const run = bulk.current();
    const body: BulkUpgradeResponse = run ? { run } : {};
    response.json(body);
  });

  router.post('/services/upgrades', express.json(), async (request, response) => {
    const credentials = await httpAuth.credentials(request, { allow: ['user'] });
    const { services: refs, ...limits } = bulkRequest(request.body);
    const chosen = await services.some(refs, credentials);
    const { run } = bulk.start(chosen, limits, credentials);
    const body: BulkUpgradeResponse = { run };
    response.status(202).json(body);
  });

  router.get('/services/:namespace/:name/status', async (request, response) => {
    const { credentials, entity, ref } = await requested(request, deps);
    const detailed = await services.one(ref, credentials);
    if (!detailed) throw new NotFoundError(`${entity.metadata.name} was not stamped from a template`);
    const { report, newer } = detailed;
    const changelog = newer.map(({ version, text }) => ({ ...(version && { version }), text }));
    const body: ServiceStatusResponse = { service: report, changelog };
    response.json(body);
  });

  router.get('/services/:namespace/:name/checks', async (request, response) => {
    const { ref } = await requested(request, deps);
    const body: CheckHistoryResponse = { history: await deps.history.of(ref) };
    response.json(body);
  });

  router.post('/services/:namespace/:name/upgrade', express.json(), async (request, response) => {
    const { credentials, entity } = await requested(request, deps);
    const { answers = {} } = upgradeRequest(request.body);
    const controller = new AbortController();
    response.on('close', () => controller.abort());
    response.json(await upgrades.preview(entity, answers, credentials, controller.signal));
  });

  return router;
}
/* eslint-enable @typescript-eslint/no-misused-promises */

/** @throws InputError when a field is missing or has another type */
function bulkRequest(body: unknown): Required<BulkUpgradeRequest> {
  const { services, limit = 10, maxFailures = 1 } = (body ?? {}) as Partial<BulkUpgradeRequest>;
  if (!Array.isArray(services) || !services.every(service => typeof service === 'string'))
    throw new InputError('services is missing; send a list of entity refs');
  for (const [field, value] of Object.entries({ limit, maxFailures })) {
    if (!Number.isInteger(value) || value < 1)
      throw new InputError(`${field} is ${JSON.stringify(value)}; send an integer from 1`);
  }
  return { services, limit, maxFailures };
}

/** @throws InputError when the answers are not a list of fields with values */
function upgradeRequest(body: unknown): UpgradeRequest {
  const { answers = {} } = (body ?? {}) as { answers?: unknown };
  const isList = typeof answers === 'object' && answers !== null && !Array.isArray(answers);
  const types = isList ? Object.values(answers).map(answer => typeof answer) : ['undefined'];
  if (types.every(type => ['string', 'number', 'boolean'].includes(type)))
    return { answers } as UpgradeRequest;
  throw new InputError(
    'answers is not an object of fields with a string, a number or a boolean each; correct it, or leave it out',
  );
}

/** The service of a request, which the user must see in the catalog. */
async function requested(
  request: Request,
  { catalog, httpAuth }: ServiceRoutesDeps,
): Promise<{ credentials: BackstageCredentials; entity: Entity; ref: string }> {
  const credentials = await httpAuth.credentials(request, { allow: ['user'] });
  const { namespace = '', name = '' } = request.params;
  const ref = stringifyEntityRef({ kind: 'Component', namespace, name });
  const entity = await catalog.getEntityByRef(ref, { credentials });
  if (!entity) throw new NotFoundError(`${ref} is not in the catalog`);
  return { credentials, entity, ref };
}
