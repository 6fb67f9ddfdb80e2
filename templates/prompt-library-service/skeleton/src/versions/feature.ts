import { defineRoute, type Feature } from '../http/route.ts';
import { Prompt, PromptPath } from '../prompts/schema.ts';
import { DiffQuery, Version, VersionDiff, VersionPage, VersionPath, VersionQuery } from './schema.ts';
import { diffVersions, fetchVersion, fetchVersions, restoreVersion } from './service.ts';

const list = defineRoute({
  method: 'get',
  path: '/v1/prompts/:id/versions',
  operationId: 'listVersions',
  summary: 'The versions of a prompt, the newest first',
  description:
    'Every change makes a version. Others than the creator see those that they could have seen when they were the newest.',
  access: 'anyone',
  params: PromptPath,
  query: VersionQuery,
  status: 200,
  response: VersionPage,
  problems: ['not_found'],
  handle: async ({ params, query }, { database, viewer }) => ({
    body: await fetchVersions(database, viewer, params.id, query),
  }),
});

const read = defineRoute({
  method: 'get',
  path: '/v1/prompts/:id/versions/:version',
  operationId: 'getVersion',
  summary: 'One version of a prompt',
  access: 'anyone',
  params: VersionPath,
  status: 200,
  response: Version,
  problems: ['not_found'],
  handle: async ({ params }, { database, viewer }) => ({
    body: await fetchVersion(database, viewer, params.id, params.version),
  }),
});

const diff = defineRoute({
  method: 'get',
  path: '/v1/prompts/:id/versions/:version/diff',
  operationId: 'diffVersion',
  summary: 'What a version changed',
  access: 'anyone',
  params: VersionPath,
  query: DiffQuery,
  status: 200,
  response: VersionDiff,
  problems: ['not_found'],
  handle: async ({ params, query }, { database, viewer }) => ({
    body: await diffVersions(database, viewer, params.id, params.version, query.from),
  }),
});

const restore = defineRoute({
  method: 'post',
  path: '/v1/prompts/:id/versions/:version/restore',
  operationId: 'restoreVersion',
  summary: 'Make an earlier version the newest one again',
  description:
    'Brings back everything but the visibility, which stays as it is today. It makes a new version.',
  access: 'user',
  params: VersionPath,
  status: 200,
  response: Prompt,
  precondition: true,
  problems: ['not_found', 'forbidden'],
  handle: async ({ params }, { database, viewer, expected }) => {
    const prompt = await restoreVersion(database, viewer, params.id, params.version, expected);
    return { body: prompt, version: prompt.version };
  },
});

/** What prompts were before. */
export const versions: Feature = {
  name: 'versions',
  description: 'What prompts were before: history, differences, restoring.',
  routes: [list, read, diff, restore],
};
