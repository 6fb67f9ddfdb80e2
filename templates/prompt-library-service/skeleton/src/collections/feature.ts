import { z } from 'zod';
import { defineRoute, type Feature } from '../http/route.ts';
import { PromptPage } from '../prompts/schema.ts';
import { collectPrompt, fetchCollected, removePrompt } from './prompts.ts';
import { CollectedQuery, Collection, CollectionPage, CollectionQuery, NewCollection } from './schema.ts';
import {
  createCollection,
  deleteCollection,
  fetchCollection,
  fetchCollections,
  renameCollection,
} from './service.ts';

const CollectionPath = z.strictObject({ id: z.uuid() });
const CollectedPath = z.strictObject({ id: z.uuid(), promptId: z.uuid() });

const create = defineRoute({
  method: 'post',
  path: '/v1/collections',
  operationId: 'createCollection',
  summary: 'Create a collection',
  access: 'user',
  body: NewCollection,
  status: 201,
  headers: ['Location'],
  links: {
    read: { operationId: 'getCollection', parameters: { id: '$response.body#/id' } },
    delete: { operationId: 'deleteCollection', parameters: { id: '$response.body#/id' } },
  },
  response: Collection,
  idempotent: true,
  problems: ['name_taken', 'conflict'],
  handle: async ({ body }, { database, viewer }) => {
    const collection = await createCollection(database, viewer, body);
    return { body: collection, location: `/v1/collections/${collection.id}` };
  },
});

const list = defineRoute({
  method: 'get',
  path: '/v1/collections',
  operationId: 'listCollections',
  summary: 'List your collections, newest first',
  access: 'user',
  query: CollectionQuery,
  status: 200,
  response: CollectionPage,
  handle: async ({ query }, { database, viewer }) => ({
    body: await fetchCollections(database, viewer, query),
  }),
});

const read = defineRoute({
  method: 'get',
  path: '/v1/collections/:id',
  operationId: 'getCollection',
  summary: 'Get one of your collections',
  access: 'user',
  params: CollectionPath,
  status: 200,
  response: Collection,
  problems: ['not_found'],
  handle: async ({ params }, { database, viewer }) => ({
    body: await fetchCollection(database, viewer, params.id),
  }),
});

const rename = defineRoute({
  method: 'patch',
  path: '/v1/collections/:id',
  operationId: 'renameCollection',
  summary: 'Rename a collection',
  access: 'user',
  params: CollectionPath,
  body: NewCollection,
  status: 200,
  response: Collection,
  problems: ['not_found', 'name_taken'],
  handle: async ({ params, body }, { database, viewer }) => ({
    body: await renameCollection(database, viewer, params.id, body),
  }),
});

const remove = defineRoute({
  method: 'delete',
  path: '/v1/collections/:id',
  operationId: 'deleteCollection',
  summary: 'Delete a collection; its prompts are kept',
  access: 'user',
  params: CollectionPath,
  status: 204,
  problems: ['not_found'],
  handle: async ({ params }, { database, viewer }) => {
    await deleteCollection(database, viewer, params.id);
    return {};
  },
});

const listPrompts = defineRoute({
  method: 'get',
  path: '/v1/collections/:id/prompts',
  operationId: 'listCollected',
  summary: 'List the prompts of a collection, most recently added first',
  access: 'user',
  params: CollectionPath,
  query: CollectedQuery,
  status: 200,
  response: PromptPage,
  problems: ['not_found'],
  handle: async ({ params, query }, { database, viewer }) => ({
    body: await fetchCollected(database, viewer, params.id, query),
  }),
});

const put = defineRoute({
  method: 'put',
  path: '/v1/collections/:id/prompts/:promptId',
  operationId: 'collectPrompt',
  summary: 'Add a prompt to a collection',
  description: 'Adding it again changes nothing.',
  access: 'user',
  params: CollectedPath,
  status: 204,
  problems: ['not_found', 'conflict'],
  handle: async ({ params }, { database, viewer }) => {
    await collectPrompt(database, viewer, params.id, params.promptId);
    return {};
  },
});

const take = defineRoute({
  method: 'delete',
  path: '/v1/collections/:id/prompts/:promptId',
  operationId: 'removeCollected',
  summary: 'Remove a prompt from a collection',
  description: 'Removing it again changes nothing.',
  access: 'user',
  params: CollectedPath,
  status: 204,
  problems: ['not_found'],
  handle: async ({ params }, { database, viewer }) => {
    await removePrompt(database, viewer, params.id, params.promptId);
    return {};
  },
});

/** Collections: each user's own selection from the prompts of all creators. */
export const collections: Feature = {
  name: 'collections',
  description: "Each user's own selection from the prompts of all creators.",
  routes: [create, list, read, rename, remove, listPrompts, put, take],
};
