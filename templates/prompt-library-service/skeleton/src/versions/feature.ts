import { defineRoute, type Feature } from '../http/route.ts';
import { Prompt, PromptPath } from '../prompts/schema.ts';
import { DiffQuery, Version, VersionDiff, VersionPage, VersionPath, VersionQuery } from './schema.ts';
import { diffVersions, fetchVersion, fetchVersions, restoreVersion } from './service.ts';

const list = defineRoute({
  method: 'get',
  path: '/v1/prompts/:id/versions',
  operationId: 'listVersions',
  summary: 'List the versions of a prompt, newest first',
  description:
    'Every change creates a version. Users other than the creator see only the versions that were visible to them when they were the newest.',
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
  summary: 'Get a version of a prompt',
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
  summary: 'Compare a version with an earlier one',
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
  summary: 'Restore an earlier version',
  description: 'Restores everything except the visibility, which does not change, and creates a new version.',
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

/** The versions of prompts. */
export const versions: Feature = {
  name: 'versions',
  description: 'The versions of prompts: history, comparison and restoring.',
  routes: [list, read, diff, restore],
};
