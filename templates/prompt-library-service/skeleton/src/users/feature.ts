import { defineRoute, type Feature } from '../http/route.ts';
import { NewUser, User } from './schema.ts';
import { createUser } from './service.ts';

const create = defineRoute({
  method: 'post',
  path: '/v1/users',
  operationId: 'createUser',
  summary: 'Add a user',
  body: NewUser,
  status: 201,
  response: User,
  problems: ['email_taken'],
  handle: async ({ body }, { database }) => ({ body: await createUser(database, body) }),
});

/** The people who write prompts. */
export const users: Feature = {
  name: 'users',
  description: 'The people who write prompts.',
  routes: [create],
};
