import { z } from 'zod';
import { defineRoute, type Feature } from '../http/route.ts';

const Health = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });
const ok: z.input<typeof Health> = { status: 'ok' };

const live = defineRoute({
  method: 'get',
  path: '/health/live',
  operationId: 'isLive',
  summary: 'The process answers',
  access: 'anyone',
  status: 200,
  response: Health,
  handle: () => Promise.resolve({ body: ok }),
});

const ready = defineRoute({
  method: 'get',
  path: '/health/ready',
  operationId: 'isReady',
  summary: 'The database answers',
  access: 'anyone',
  status: 200,
  response: Health,
  problems: ['not_ready'],
  handle: async (_input, { database }) => {
    await database.$queryRaw`SELECT 1`;
    return { body: ok };
  },
});

/** Whether the service runs and whether it can work. */
export const health: Feature = {
  name: 'health',
  description: 'Whether the service runs, and whether it can work.',
  routes: [live, ready],
};
