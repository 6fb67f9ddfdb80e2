import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.ts';
import { defineRoute, type Feature } from '../http/route.ts';
import { Tag, TagName } from './schema.ts';
import { fetchTags } from './service.ts';

const list = defineRoute({
  method: 'get',
  path: '/v1/tags',
  operationId: 'listTags',
  summary: 'List the tags of the prompts that you may see, by name',
  cacheable: true,
  access: 'anyone',
  query: z.strictObject(pageQuery(TagName)),
  status: 200,
  response: pageOf(Tag).meta({ id: 'TagPage' }),
  handle: async ({ query }, { database, viewer }) => ({ body: await fetchTags(database, viewer, query) }),
});

/** The tags of prompts. */
export const tags: Feature = {
  name: 'tags',
  description: 'The tags of prompts.',
  routes: [list],
};
