import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.ts';
import { defineRoute, type Feature } from '../http/route.ts';
import { createApiKey, fetchApiKeys, revokeApiKey } from './api-keys.ts';
import { deleteUser } from './deletion.ts';
import {
  ApiKey,
  CreatedApiKey,
  Deletion,
  Login,
  NewApiKey,
  PasswordChange,
  Refresh,
  Registration,
  SignedIn,
  Tokens,
} from './schema.ts';
import { changePassword, logIn, register, requirePassword } from './service.ts';
import { closeSession, renewSession, sweepSessions } from './sessions.ts';

const registration = defineRoute({
  method: 'post',
  path: '/v1/auth/register',
  operationId: 'register',
  summary: 'Register a user',
  access: 'anyone',
  body: Registration,
  status: 201,
  response: SignedIn,
  problems: ['email_taken'],
  handle: async ({ body }, { database, config, address }) => ({
    body: await register(database, body, config, address),
  }),
});

const login = defineRoute({
  method: 'post',
  path: '/v1/auth/login',
  operationId: 'logIn',
  summary: 'Log in',
  access: 'anyone',
  body: Login,
  status: 200,
  response: SignedIn,
  problems: ['invalid_credentials', 'forbidden'],
  handle: async ({ body }, { database, config, address }) => ({
    body: await logIn(database, body, config, address),
  }),
});

const refresh = defineRoute({
  method: 'post',
  path: '/v1/auth/refresh',
  operationId: 'refresh',
  summary: 'Exchange a refresh token for new tokens',
  description:
    'A refresh token can be used once. Using it again ends the session, because it may have been stolen.',
  access: 'anyone',
  body: Refresh,
  status: 200,
  response: Tokens,
  handle: async ({ body }, { database }) => ({ body: await renewSession(database, body.refreshToken) }),
});

const logout = defineRoute({
  method: 'post',
  path: '/v1/auth/logout',
  operationId: 'logOut',
  summary: 'End the session',
  access: 'anyone',
  body: Refresh,
  status: 204,
  handle: async ({ body }, { database }) => {
    await closeSession(database, body.refreshToken);
    return {};
  },
});

const password = defineRoute({
  method: 'post',
  path: '/v1/auth/password',
  operationId: 'changePassword',
  summary: 'Change the password and end all other sessions',
  access: 'user',
  scope: 'account',
  body: PasswordChange,
  status: 200,
  response: Tokens,
  problems: ['invalid_credentials'],
  handle: async ({ body }, { database, config, viewer }) => ({
    body: await changePassword(database, viewer.id, body, config),
  }),
});

const deletion = defineRoute({
  method: 'post',
  path: '/v1/me/deletion',
  operationId: 'deleteMe',
  summary: 'Delete your account',
  description:
    'Your sessions, API keys, likes, collections, reports, subscriptions and PRIVATE prompts are deleted immediately, ' +
    'and so are your name and your email. `prompts` decides about your PUBLIC and PRO prompts.',
  access: 'user',
  scope: 'account',
  body: Deletion,
  status: 204,
  problems: ['invalid_credentials', 'conflict'],
  handle: async ({ body }, { database, config, viewer }) => {
    await requirePassword(database, viewer.id, body.currentPassword, config);
    await deleteUser(database, viewer, body.prompts);
    return {};
  },
});

const createKey = defineRoute({
  method: 'post',
  path: '/v1/api-keys',
  operationId: 'createApiKey',
  summary: 'Create an API key',
  access: 'user',
  scope: 'account',
  body: NewApiKey,
  status: 201,
  response: CreatedApiKey,
  handle: async ({ body }, { database, viewer }) => ({ body: await createApiKey(database, viewer.id, body) }),
});

const listKeys = defineRoute({
  method: 'get',
  path: '/v1/api-keys',
  operationId: 'listApiKeys',
  summary: 'List your API keys, newest first',
  access: 'user',
  scope: 'account',
  query: z.strictObject(pageQuery(z.uuid())),
  status: 200,
  response: pageOf(ApiKey).meta({ id: 'ApiKeyPage' }),
  handle: async ({ query }, { database, viewer }) => ({
    body: await fetchApiKeys(database, viewer.id, query),
  }),
});

const revokeKey = defineRoute({
  method: 'delete',
  path: '/v1/api-keys/:id',
  operationId: 'revokeApiKey',
  summary: 'Revoke an API key',
  access: 'user',
  scope: 'account',
  params: z.strictObject({ id: z.uuid() }),
  status: 204,
  problems: ['not_found'],
  handle: async ({ params }, { database, viewer }) => {
    await revokeApiKey(database, viewer.id, params.id);
    return {};
  },
});

/** Registration, login, sessions and API keys. */
export const accounts: Feature = {
  name: 'accounts',
  description: 'Registration, login, sessions and API keys.',
  routes: [registration, login, refresh, logout, password, deletion, createKey, listKeys, revokeKey],
  sweep: ({ database }) => sweepSessions(database),
};
