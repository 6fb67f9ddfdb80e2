import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { PoliciesResponse } from '@goldpath/plugin-goldpath-common';
import type { Router } from 'express';
import promiseRouter from 'express-promise-router';
import { wantedRound } from '../wantedRound.ts';
import type { PolicyReports } from './PolicyReports.ts';

/* eslint-disable @typescript-eslint/no-misused-promises -- express-promise-router accepts handlers that return a promise */
/** The routes about rules and the services that break them. */
export function policyRoutes(deps: { httpAuth: HttpAuthService; policies: PolicyReports }): Router {
  const router = promiseRouter();
  router.get('/policies', async (request, response) => {
    const credentials = await deps.httpAuth.credentials(request, { allow: ['user'] });
    const body: PoliciesResponse = await deps.policies.all(credentials, wantedRound(request.query.round));
    response.json(body);
  });
  return router;
}
/* eslint-enable @typescript-eslint/no-misused-promises */
