import { defineRoute, type Feature } from '../http/route.ts';
import { PromptPage, PromptPath } from '../prompts/schema.ts';
import { LikeQuery, LikeState } from './schema.ts';
import { fetchLiked, likePrompt, unlikePrompt } from './service.ts';

const like = defineRoute({
  method: 'put',
  path: '/v1/prompts/:id/like',
  operationId: 'likePrompt',
  summary: 'Like a prompt',
  description: 'Liking a prompt again changes nothing.',
  access: 'user',
  params: PromptPath,
  status: 200,
  response: LikeState,
  problems: ['not_found'],
  handle: async ({ params }, { database, viewer }) => ({
    body: await likePrompt(database, viewer, params.id),
  }),
});

const unlike = defineRoute({
  method: 'delete',
  path: '/v1/prompts/:id/like',
  operationId: 'unlikePrompt',
  summary: 'Remove a like',
  description: 'Removing it again changes nothing.',
  access: 'user',
  params: PromptPath,
  status: 200,
  response: LikeState,
  problems: ['not_found'],
  handle: async ({ params }, { database, viewer }) => ({
    body: await unlikePrompt(database, viewer, params.id),
  }),
});

const list = defineRoute({
  method: 'get',
  path: '/v1/likes',
  operationId: 'listLiked',
  summary: 'List the prompts that you like, most recently liked first',
  access: 'user',
  query: LikeQuery,
  status: 200,
  response: PromptPage,
  handle: async ({ query }, { database, viewer }) => ({ body: await fetchLiked(database, viewer, query) }),
});

/** Likes of prompts. */
export const likes: Feature = {
  name: 'likes',
  description: 'Likes of prompts.',
  routes: [like, unlike, list],
};
