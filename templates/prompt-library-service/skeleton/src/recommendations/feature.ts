import { z } from 'zod';
import { defineRoute, type Feature } from '../http/route.ts';
import { PromptSummary } from '../prompts/schema.ts';
import { fetchRecommendations } from './service.ts';

const list = defineRoute({
  method: 'get',
  path: '/v1/recommendations',
  operationId: 'listRecommendations',
  summary: 'Five prompts that you may like',
  description:
    'Prompts of others whose tags occur most often among those that you like; where they are too few, or you ' +
    'like none yet, the most liked ones follow.',
  access: 'user',
  status: 200,
  response: z.object({ items: z.array(PromptSummary) }).meta({ id: 'Recommendations' }),
  handle: async (_input, { database, viewer }) => ({
    body: { items: await fetchRecommendations(database, viewer) },
  }),
});

/** Prompts that a user may like, by the tags of what the user likes already. */
export const recommendations: Feature = {
  name: 'recommendations',
  description: 'Prompts that a user may like, by the tags of what the user likes already.',
  routes: [list],
};
