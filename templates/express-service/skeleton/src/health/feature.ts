import { z } from 'zod';
import { defineRoute, type Feature } from '../http/route.ts';

const Health = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });
const ok: z.input<typeof Health> = { status: 'ok' };

const live = defineRoute({
  method: 'get',
  path: '/health/live',
  operationId: 'isLive',
  summary: 'Check that the process responds',
  status: 200,
  response: Health,
  handle: () => Promise.resolve({ body: ok }),
});

const ready = defineRoute({
  method: 'get',
  path: '/health/ready',
  operationId: 'isReady',
  summary: 'Check that the database responds',
  status: 200,
  response: Health,
  problems: ['not_ready'],
  handle: async (_input, { database }) => {
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
