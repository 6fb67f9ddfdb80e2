import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Client, startService } from '../test/service.ts';
import { features } from './features.ts';

const service = await startService();

/** Who asks. */
const callers = [
  'an anonymous caller',
  'a read key',
  'a read and write key',
  'a FREE user',
  'a PRO user',
  'an ADMIN',
];

/** The response to each caller: `pass` if the route admits the caller, with any result. */
const rights = {
  'anyone, read': ['pass', 'pass', 'pass', 'pass', 'pass', 'pass'],
  'anyone, write': ['pass', 'insufficient_scope', 'pass', 'pass', 'pass', 'pass'],
  'user, read': ['login_required', 'pass', 'pass', 'pass', 'pass', 'pass'],
  'user, write': ['login_required', 'insufficient_scope', 'pass', 'pass', 'pass', 'pass'],
  'user, account': ['login_required', 'insufficient_scope', 'insufficient_scope', 'pass', 'pass', 'pass'],
  'admin, read': ['login_required', 'forbidden', 'forbidden', 'forbidden', 'forbidden', 'pass'],
  'admin, write': ['login_required', 'insufficient_scope', 'forbidden', 'forbidden', 'forbidden', 'pass'],
  'admin, account': [
    'login_required',
    'insufficient_scope',
    'insufficient_scope',
    'forbidden',
    'forbidden',
    'pass',
  ],
};

/** Who may call what. It is written down here and not read from the routes: a slip in one of them shows. */
const table: Record<string, keyof typeof rights> = {
  'GET /health/live': 'anyone, read',
  'GET /health/ready': 'anyone, read',

  'POST /v1/auth/register': 'anyone, write',
  'POST /v1/auth/login': 'anyone, write',
  'POST /v1/auth/refresh': 'anyone, write',
  'POST /v1/auth/logout': 'anyone, write',
  'POST /v1/auth/password': 'user, account',
  'POST /v1/api-keys': 'user, account',
  'GET /v1/api-keys': 'user, account',
  'DELETE /v1/api-keys/:id': 'user, account',

  'GET /v1/me': 'user, read',
  'PATCH /v1/me': 'user, account',
  'POST /v1/me/deletion': 'user, account',

  'POST /v1/prompts': 'user, write',
  'GET /v1/prompts': 'anyone, read',
  'GET /v1/prompts/:id': 'anyone, read',
  'PATCH /v1/prompts/:id': 'user, write',
  'DELETE /v1/prompts/:id': 'user, write',

  'GET /v1/tags': 'anyone, read',

  'GET /v1/prompts/:id/versions': 'anyone, read',
  'GET /v1/prompts/:id/versions/:version': 'anyone, read',
  'GET /v1/prompts/:id/versions/:version/diff': 'anyone, read',
  'POST /v1/prompts/:id/versions/:version/restore': 'user, write',

  'PUT /v1/prompts/:id/like': 'user, write',
  'DELETE /v1/prompts/:id/like': 'user, write',
  'GET /v1/likes': 'user, read',

  'POST /v1/collections': 'user, write',
  'GET /v1/collections': 'user, read',
  'GET /v1/collections/:id': 'user, read',
  'PATCH /v1/collections/:id': 'user, write',
  'DELETE /v1/collections/:id': 'user, write',
  'GET /v1/collections/:id/prompts': 'user, read',
  'PUT /v1/collections/:id/prompts/:promptId': 'user, write',
  'DELETE /v1/collections/:id/prompts/:promptId': 'user, write',

  'GET /v1/prompts/:id/variables': 'anyone, read',
  'POST /v1/prompts/:id/render': 'anyone, read',

  'GET /v1/recommendations': 'user, read',

  'POST /v1/prompts/:id/images': 'user, write',
  'GET /v1/prompts/:id/images': 'anyone, read',
  'POST /v1/prompts/:id/images/:imageId/confirm': 'user, write',
  'DELETE /v1/prompts/:id/images/:imageId': 'user, write',
  'PUT /v1/image-files/:id': 'anyone, write',
  'GET /v1/image-files/:id': 'anyone, read',

  'POST /mcp': 'anyone, read',

  'POST /v1/import': 'user, write',
  'GET /v1/export': 'user, read',

  'POST /v1/prompts/:id/reports': 'user, write',
  'GET /v1/admin/reports': 'admin, read',
  'POST /v1/admin/reports/:id/resolve': 'admin, write',

  'GET /v1/admin/users': 'admin, read',
  'GET /v1/admin/users/:id': 'admin, read',
  'PUT /v1/admin/users/:id/role': 'admin, account',
  'PUT /v1/admin/users/:id/block': 'admin, account',
  'DELETE /v1/admin/users/:id/block': 'admin, account',
  'GET /v1/admin/users/:id/subscriptions': 'admin, read',
  'PUT /v1/admin/users/:id/subscription': 'admin, write',
  'POST /v1/admin/prompts/:id/delist': 'admin, write',
  'POST /v1/admin/prompts/:id/relist': 'admin, write',
};

const addKey = async (user: Client, scopes: string[], expiresAt?: string) => {
  const { body } = await user.post('/v1/api-keys', { name: 'test', scopes, expiresAt });
  return { id: body.id as string, client: service.as(body.key) };
};

const routes = features.flatMap(feature => feature.routes);
const nameOf = (route: { method: string; path: string }) => `${route.method.toUpperCase()} ${route.path}`;

test('the table names exactly the existing routes', () => {
  expect(Object.keys(table).sort()).toEqual(routes.map(nameOf).sort());
});

test.each(Object.entries(table))('%s admits: %s', async (name, right) => {
  const [method = '', path = ''] = name.split(' ');
  const free = await service.signIn();
  const clients = [
    service,
    (await addKey(free, ['read'])).client,
    (await addKey(free, ['read', 'write'])).client,
    free,
    await service.signIn({ subscriptionStatus: 'PRO' }),
    await service.signIn({ role: 'ADMIN' }),
  ];
  const answers = await Promise.all(
    clients.map(client => client.fetch(path.replaceAll(/:\w+/g, randomUUID()), { method })),
  );
  const outcomes = await Promise.all(
    answers.map(async answer => {
      const text = await answer.text();
      const isRefusal = answer.status === 401 || answer.status === 403;
      return isRefusal ? (JSON.parse(text) as { code: string }).code : 'pass';
    }),
  );
  const byCaller = (list: readonly string[]) =>
    Object.fromEntries(callers.map((caller, at) => [caller, list[at]]));
  expect(byCaller(outcomes)).toEqual(byCaller(rights[right]));
});

test('an invalid credential is rejected even on routes that need none', async () => {
  for (const token of ['at_wrong', 'ak_wrong', 'wrong']) {
    expect(await service.as(token).get('/v1/prompts')).toMatchObject({
      status: 401,
      body: { code: 'invalid_token' },
    });
  }
});

const hourAgo = new Date(Date.now() - 3_600_000);

test('an access token expires', async () => {
  const ada = await service.signIn();
  expect((await ada.get('/v1/me')).status).toBe(200);
  await service.database.session.updateMany({
    where: { userId: ada.id },
    data: { accessExpiresAt: hourAgo },
  });
  expect(await ada.get('/v1/me')).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
});

test('an API key expires', async () => {
  const ada = await service.signIn();
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
  const { id, client } = await addKey(ada, ['read'], inAnHour);
  expect((await client.get('/v1/me')).status).toBe(200);
  await service.database.apiKey.update({ where: { id }, data: { expiresAt: hourAgo } });
  expect(await client.get('/v1/me')).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
});

test('a revoked API key is rejected', async () => {
  const ada = await service.signIn();
  const { id, client } = await addKey(ada, ['read', 'write']);
  expect((await client.get('/v1/me')).status).toBe(200);
  await ada.delete(`/v1/api-keys/${id}`);
  expect(await client.get('/v1/me')).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
});

const addProPrompt = async (): Promise<string> => {
  const prompt = { title: 'A', text: 'B', agentType: 'LLM', visibility: 'PRO' };
  return (await (await service.signIn()).post('/v1/prompts', prompt)).body.id as string;
};

test('a former administrator, even with API keys, no longer sees PRO prompts', async () => {
  const path = `/v1/prompts/${await addProPrompt()}`;
  const ada = await service.signIn({ role: 'ADMIN' });
  const clients = [ada, (await addKey(ada, ['read'])).client];
  for (const client of clients) expect((await client.get(path)).status).toBe(200);
  await service.database.user.update({ where: { id: ada.id }, data: { role: 'USER' } });
  for (const client of clients) expect((await client.get(path)).status).toBe(404);
});

test('a former PRO user no longer sees PRO prompts', async () => {
  const path = `/v1/prompts/${await addProPrompt()}`;
  const ada = await service.signIn({ subscriptionStatus: 'PRO' });
  expect((await ada.get(path)).status).toBe(200);
  await service.database.user.update({ where: { id: ada.id }, data: { subscriptionStatus: 'FREE' } });
  expect((await ada.get(path)).status).toBe(404);
});

test('a user whose PRO period has ended no longer sees PRO prompts, before any sweep', async () => {
  const path = `/v1/prompts/${await addProPrompt()}`;
  const ada = await service.signIn({ subscriptionStatus: 'PRO' });
  expect((await ada.get(path)).status).toBe(200);
  await service.database.subscription.updateMany({
    where: { userId: ada.id },
    data: { periodStart: new Date(0), periodEnd: hourAgo },
  });
  expect((await ada.get(path)).status).toBe(404);
});
