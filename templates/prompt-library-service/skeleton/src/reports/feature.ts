import { defineRoute, type Feature } from '../http/route.ts';
import { PromptPath } from '../prompts/schema.ts';
import { NewReport, Report, ReportPage, ReportPath, ReportQuery } from './schema.ts';
import { fetchReports, reportPrompt, resolveReport } from './service.ts';

const create = defineRoute({
  method: 'post',
  path: '/v1/prompts/:id/reports',
  operationId: 'reportPrompt',
  summary: 'Report a prompt to the administrators',
  description:
    'You have at most one report per prompt: sending another one changes its reason, and reopens it if it was ' +
    'resolved. You cannot report your own prompts.',
  access: 'user',
  params: PromptPath,
  body: NewReport,
  status: 201,
  response: Report,
  problems: ['not_found', 'forbidden'],
  handle: async ({ params, body }, { database, viewer }) => ({
    body: await reportPrompt(database, viewer, params.id, body),
  }),
});

const list = defineRoute({
  method: 'get',
  path: '/v1/admin/reports',
  operationId: 'listReports',
  summary: 'List reports, newest first',
  description: 'Reports on prompts that are PRIVATE at the moment are left out.',
  access: 'admin',
  query: ReportQuery,
  status: 200,
  response: ReportPage,
  handle: async ({ query }, { database, viewer }) => ({ body: await fetchReports(database, viewer, query) }),
});

const resolve = defineRoute({
  method: 'post',
  path: '/v1/admin/reports/:id/resolve',
  operationId: 'resolveReport',
  summary: 'Mark a report as resolved',
  access: 'admin',
  params: ReportPath,
  status: 204,
  problems: ['not_found'],
  handle: async ({ params }, { database, viewer }) => {
    await resolveReport(database, viewer, params.id);
    return {};
  },
});

/** Complaints about prompts, which administrators resolve. */
export const reports: Feature = {
  name: 'reports',
  description: 'Complaints about prompts, which administrators resolve.',
  routes: [create, list, resolve],
};
