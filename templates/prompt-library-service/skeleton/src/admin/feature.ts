import { defineRoute, type Feature } from '../http/route.ts';
import { PromptPath } from '../prompts/schema.ts';
import { User } from '../users/schema.ts';
import { setDelisted } from './delisting.ts';
import {
  NewSubscription,
  RoleChange,
  Subscription,
  SubscriptionPage,
  SubscriptionQuery,
  UserPage,
  UserPath,
  UserQuery,
} from './schema.ts';
import { changeSubscription, fetchSubscriptions, sweepSubscriptions } from './subscriptions.ts';
import { fetchAnyUser, fetchUsers, setBlocked, setRole } from './users.ts';

const listUsers = defineRoute({
  method: 'get',
  path: '/v1/admin/users',
  operationId: 'listUsers',
  summary: 'Find users, newest first',
  access: 'admin',
  query: UserQuery,
  status: 200,
  response: UserPage,
  handle: async ({ query }, { database }) => ({ body: await fetchUsers(database, query) }),
});

const readUser = defineRoute({
  method: 'get',
  path: '/v1/admin/users/:id',
  operationId: 'getUser',
  summary: 'Get a user',
  access: 'admin',
  params: UserPath,
  status: 200,
  response: User,
  problems: ['not_found'],
  handle: async ({ params }, { database }) => ({ body: await fetchAnyUser(database, params.id) }),
});

const changeRole = defineRoute({
  method: 'put',
  path: '/v1/admin/users/:id/role',
  operationId: 'setRole',
  summary: 'Grant or revoke the administrator role',
  description: 'The role of the last administrator cannot be revoked. API keys cannot do this.',
  access: 'admin',
  scope: 'account',
  params: UserPath,
  body: RoleChange,
  status: 200,
  response: User,
  problems: ['not_found', 'conflict'],
  handle: async ({ params, body }, { database }) => ({ body: await setRole(database, params.id, body.role) }),
});

const block = defineRoute({
  method: 'put',
  path: '/v1/admin/users/:id/block',
  operationId: 'blockUser',
  summary: 'Block a user',
  description:
    'The user cannot log in, sessions end, and API keys stop working. Prompts stay. API keys cannot do this.',
  access: 'admin',
  scope: 'account',
  params: UserPath,
  status: 200,
  response: User,
  problems: ['not_found', 'conflict'],
  handle: async ({ params }, { database }) => ({ body: await setBlocked(database, params.id, true) }),
});

const unblock = defineRoute({
  method: 'delete',
  path: '/v1/admin/users/:id/block',
  operationId: 'unblockUser',
  summary: 'Let a blocked user in again',
  access: 'admin',
  scope: 'account',
  params: UserPath,
  status: 200,
  response: User,
  problems: ['not_found', 'conflict'],
  handle: async ({ params }, { database }) => ({ body: await setBlocked(database, params.id, false) }),
});

const listSubscriptions = defineRoute({
  method: 'get',
  path: '/v1/admin/users/:id/subscriptions',
  operationId: 'listSubscriptions',
  summary: "List a user's subscriptions, newest first",
  access: 'admin',
  params: UserPath,
  query: SubscriptionQuery,
  status: 200,
  response: SubscriptionPage,
  problems: ['not_found'],
  handle: async ({ params, query }, { database }) => ({
    body: await fetchSubscriptions(database, params.id, query),
  }),
});

const subscribe = defineRoute({
  method: 'put',
  path: '/v1/admin/users/:id/subscription',
  operationId: 'setSubscription',
  summary: "End a user's subscription and start another one",
  access: 'admin',
  params: UserPath,
  body: NewSubscription,
  status: 200,
  response: Subscription,
  problems: ['not_found'],
  handle: async ({ params, body }, { database, viewer }) => ({
    body: await changeSubscription(database, params.id, body, viewer.id),
  }),
});

const delist = defineRoute({
  method: 'post',
  path: '/v1/admin/prompts/:id/delist',
  operationId: 'delistPrompt',
  summary: 'Hide a prompt from everyone except its creator and the administrators',
  access: 'admin',
  params: PromptPath,
  status: 204,
  problems: ['not_found'],
  handle: async ({ params }, { database, viewer }) => {
    await setDelisted(database, viewer, params.id, true);
    return {};
  },
});

const relist = defineRoute({
  method: 'post',
  path: '/v1/admin/prompts/:id/relist',
  operationId: 'relistPrompt',
  summary: 'Show a delisted prompt again',
  access: 'admin',
  params: PromptPath,
  status: 204,
  problems: ['not_found'],
  handle: async ({ params }, { database, viewer }) => {
    await setDelisted(database, viewer, params.id, false);
    return {};
  },
});

/** Administration: users, their roles and subscriptions, and delisted prompts. */
export const admin: Feature = {
  name: 'admin',
  description: 'Administration: users, their roles and subscriptions, and delisted prompts.',
  routes: [listUsers, readUser, changeRole, block, unblock, listSubscriptions, subscribe, delist, relist],
  sweep: ({ database }) => sweepSubscriptions(database),
};
