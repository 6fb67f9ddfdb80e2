import { z } from 'zod';
import { defineRoute, type Feature } from '../http/route.ts';
import { NewPrompt, Prompt, PromptPage, PromptQuery } from './schema.ts';
import { createPrompt, fetchPrompt, fetchPrompts } from './service.ts';

const create = defineRoute({
  method: 'post',
  path: '/v1/prompts',
  operationId: 'createPrompt',
  summary: 'Add a prompt',
  body: NewPrompt,
  status: 201,
  response: Prompt,
  problems: ['unknown_reference'],
  handle: async ({ body }, { database }) => {
    const prompt = await createPrompt(database, body);
    return { body: prompt, location: `/v1/prompts/${prompt.id}` };
  },
});

const list = defineRoute({
  method: 'get',
  path: '/v1/prompts',
  operationId: 'listPrompts',
  summary: 'The newest prompts, by tags',
  query: PromptQuery,
  status: 200,
  response: PromptPage,
  handle: async ({ query }, { database }) => ({ body: await fetchPrompts(database, query) }),
});

const read = defineRoute({
  method: 'get',
  path: '/v1/prompts/:id',
  operationId: 'getPrompt',
  summary: 'One prompt with its text',
  params: z.strictObject({ id: z.uuid() }),
  status: 200,
  response: Prompt,
  problems: ['not_found'],
  handle: async ({ params }, { database }) => ({ body: await fetchPrompt(database, params.id) }),
});

/** Prompts: added, listed by tags, read. */
export const prompts: Feature = {
  name: 'prompts',
  description: 'Prompts: added, listed by tags, read.',
  routes: [create, list, read],
};
