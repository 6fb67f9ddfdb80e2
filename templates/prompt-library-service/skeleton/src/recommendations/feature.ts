import { z } from 'zod';
import { defineRoute, type Feature } from '../http/route.ts';
import { PromptSummary } from '../prompts/schema.ts';
import { fetchRecommendations } from './service.ts';

const list = defineRoute({
  method: 'get',
  path: '/v1/recommendations',
  operationId: 'listRecommendations',
  summary: 'List five prompts that you may like',
  description:
    'Prompts of other users whose tags occur most often among the prompts that you like, followed by the most ' +
    'liked prompts if there are too few.',
  access: 'user',
  status: 200,
  response: z.object({ items: z.array(PromptSummary) }).meta({ id: 'Recommendations' }),
  handle: async (_input, { database, viewer }) => ({
    body: { items: await fetchRecommendations(database, viewer) },
  }),
});

/** Recommended prompts, based on the tags of the prompts that a user likes. */
export const recommendations: Feature = {
  name: 'recommendations',
  description: 'Recommended prompts, based on the tags of the prompts that you like.',
  routes: [list],
};
