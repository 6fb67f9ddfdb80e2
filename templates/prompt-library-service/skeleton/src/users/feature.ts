import { defineRoute, type Feature } from '../http/route.ts';
import { User, UserChange } from './schema.ts';
import { fetchUser, updateUser } from './service.ts';

const read = defineRoute({
  method: 'get',
  path: '/v1/me',
  operationId: 'getMe',
  summary: 'Get your own user',
  access: 'user',
  status: 200,
  response: User,
  handle: async (_input, { database, viewer }) => ({ body: await fetchUser(database, viewer.id) }),
});

const change = defineRoute({
  method: 'patch',
  path: '/v1/me',
  operationId: 'updateMe',
  summary: 'Change your name',
  access: 'user',
  scope: 'account',
  body: UserChange,
  status: 200,
  response: User,
  handle: async ({ body }, { database, viewer }) => ({ body: await updateUser(database, viewer.id, body) }),
});

/** The user's own account. */
export const users: Feature = {
  name: 'users',
  description: 'Your own user account.',
  routes: [read, change],
};
