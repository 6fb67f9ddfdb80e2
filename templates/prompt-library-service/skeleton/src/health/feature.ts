import { z } from 'zod';
import { Problem } from '../http/problem.ts';
import { defineRoute, type Feature } from '../http/route.ts';

const Health = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });
const ok: z.input<typeof Health> = { status: 'ok' };

/** Load balancers and monitors add parameters, such as one against caches. */
const AnyQuery = z.looseObject({});

const live = defineRoute({
  method: 'get',
  path: '/health/live',
  operationId: 'isLive',
  summary: 'Check that the process responds',
  access: 'anyone',
  query: AnyQuery,
  status: 200,
  response: Health,
  handle: () => Promise.resolve({ body: ok }),
});

const ready = defineRoute({
  method: 'get',
  path: '/health/ready',
  operationId: 'isReady',
  summary: 'Check that the database responds and the service is not stopping',
  access: 'anyone',
  query: AnyQuery,
  status: 200,
  response: Health,
  problems: ['not_ready'],
  handle: async (_input, { database, stopping }) => {
    if (stopping?.aborted) throw new Problem('not_ready', 'The service is stopping.');
    await database.$queryRaw`SELECT 1`;
    return { body: ok };
  },
});

/** Liveness and readiness checks. */
export const health: Feature = {
  name: 'health',
  description: 'Liveness and readiness checks.',
  routes: [live, ready],
};
