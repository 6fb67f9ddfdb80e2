import { defineRoute, type Feature } from '../http/route.ts';
import { createPromptForUser } from './create.ts';
import { fetchPrompts } from './list.ts';
import { NewPrompt, Prompt, PromptChange, PromptPage, PromptPath, PromptQuery } from './schema.ts';
import { deletePrompt, fetchPrompt, updatePrompt } from './service.ts';

const id = '$response.body#/id';
/** The operations that the creator can continue with after adding a prompt. */
const links = {
  read: { operationId: 'getPrompt', parameters: { id } },
  change: { operationId: 'updatePrompt', parameters: { id, 'If-Match': '$response.header.ETag' } },
  delete: { operationId: 'deletePrompt', parameters: { id } },
  like: { operationId: 'likePrompt', parameters: { id } },
};

const create = defineRoute({
  method: 'post',
  path: '/v1/prompts',
  operationId: 'createPrompt',
  summary: 'Add a prompt',
  access: 'user',
  body: NewPrompt,
  status: 201,
  response: Prompt,
  headers: ['ETag', 'Location'],
  links,
  idempotent: true,
  handle: async ({ body }, { database, viewer }) => {
    const prompt = await createPromptForUser(database, viewer.id, body);
    return { body: prompt, version: prompt.version, location: `/v1/prompts/${prompt.id}` };
  },
});

const list = defineRoute({
  method: 'get',
  path: '/v1/prompts',
  operationId: 'listPrompts',
  summary: 'Find prompts',
  cacheable: true,
  access: 'anyone',
  query: PromptQuery,
  status: 200,
  response: PromptPage,
  handle: async ({ query }, { database, viewer }) => ({ body: await fetchPrompts(database, viewer, query) }),
});

const read = defineRoute({
  method: 'get',
  path: '/v1/prompts/:id',
  operationId: 'getPrompt',
  summary: 'Get a prompt with its text',
  cacheable: true,
  access: 'anyone',
  params: PromptPath,
  status: 200,
  response: Prompt,
  problems: ['not_found'],
  handle: async ({ params }, { database, viewer }) => {
    const prompt = await fetchPrompt(database, viewer, params.id);
    return { body: prompt, version: prompt.version };
  },
});

const change = defineRoute({
  method: 'patch',
  path: '/v1/prompts/:id',
  operationId: 'updatePrompt',
  summary: 'Change a prompt',
  access: 'user',
  params: PromptPath,
  body: PromptChange,
  status: 200,
  response: Prompt,
  precondition: true,
  problems: ['not_found', 'forbidden'],
  handle: async ({ params, body }, { database, viewer, expected }) => {
    await updatePrompt(database, viewer, params.id, body, expected);
    const prompt = await fetchPrompt(database, viewer, params.id);
    return { body: prompt, version: prompt.version };
  },
});

const remove = defineRoute({
  method: 'delete',
  path: '/v1/prompts/:id',
  operationId: 'deletePrompt',
  summary: 'Delete a prompt and everything that belongs to it',
  access: 'user',
  params: PromptPath,
  status: 204,
  problems: ['not_found', 'forbidden'],
  handle: async ({ params }, { database, viewer }) => {
    await deletePrompt(database, viewer, params.id);
    return {};
  },
});

/** Adding, finding, reading, changing and deleting prompts. */
export const prompts: Feature = {
  name: 'prompts',
  description: 'Adding, finding, reading, changing and deleting prompts.',
  routes: [create, list, read, change, remove],
};
