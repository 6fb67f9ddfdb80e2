import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { startService } from '../../test/service.ts';

const service = await startService();
const password = 'correct horse battery';

async function withPrompts() {
  const email = `${randomUUID()}@example.com`;
  const { body } = await service.post('/v1/auth/register', { email, name: 'Ada', password });
  const ada = service.as(body.accessToken, body.user.id);
  const add = async (visibility: string) => {
    const prompt = { title: 'A', text: 'B', agentType: 'LLM', visibility };
    return `/v1/prompts/${(await ada.post('/v1/prompts', prompt)).body.id}`;
  };
  return { email, ada, open: await add('PUBLIC'), hidden: await add('PRIVATE') };
}
const ask = (prompts: string, currentPassword = password) => ({ prompts, currentPassword });

test('public prompts can stay without the name of their creator, and everything else is deleted', async () => {
  const { email, ada, open, hidden } = await withPrompts();
  await ada.put(`${open}/like`);
  await ada.post('/v1/collections', { name: 'Shelf' });
  const { body: key } = await ada.post('/v1/api-keys', { name: 'Script', scopes: ['read'] });
  expect((await ada.post('/v1/me/deletion', ask('keep'))).status).toBe(204);

  expect((await service.get(open)).body).toMatchObject({ creator: { name: 'Deleted user' }, likeCount: 0 });
  expect(await service.database.prompt.count({ where: { id: hidden.split('/').at(-1)! } })).toBe(0);
  for (const token of [ada.token, key.key as string]) {
    expect((await service.as(token).get('/v1/me')).status).toBe(401);
  }
  expect((await service.post('/v1/auth/login', { email, password })).status).toBe(401);
  const row = await service.database.user.findUniqueOrThrow({
    where: { id: ada.id },
    include: { collections: true, subscriptions: true },
  });
  expect(JSON.stringify(row)).not.toContain(email);
  expect(row).toMatchObject({ name: 'Deleted user', collections: [], subscriptions: [] });
  expect((await service.post('/v1/auth/register', { email, name: 'Ada', password })).status).toBe(201);
});

test('all prompts can be deleted with the account', async () => {
  const { ada, open } = await withPrompts();
  expect((await ada.post('/v1/me/deletion', ask('delete'))).status).toBe(204);
  expect((await service.get(open)).status).toBe(404);
  expect(await service.database.user.count({ where: { id: ada.id } })).toBe(0);
});

test('an account is deleted only with its password, and not while its user is an administrator', async () => {
  const { ada, open } = await withPrompts();
  expect(await ada.post('/v1/me/deletion', ask('delete', 'wrong'))).toMatchObject({
    status: 401,
    body: { code: 'invalid_credentials' },
  });
  await service.database.user.update({ where: { id: ada.id }, data: { role: 'ADMIN' } });
  expect(await ada.post('/v1/me/deletion', ask('delete'))).toMatchObject({ status: 409 });
  expect((await service.get(open)).status).toBe(200);
});
