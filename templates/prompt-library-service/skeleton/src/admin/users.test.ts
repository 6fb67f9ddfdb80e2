import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { untilBlocked } from '../../test/locks.ts';
import { startService } from '../../test/service.ts';
import { setRole } from './users.ts';

const service = await startService();
const admin = await service.signIn({ name: 'Root', role: 'ADMIN' });

const names = async (query: string): Promise<string[]> => {
  const { body } = await admin.get(`/v1/admin/users?${query}`);
  return body.items.map(({ name }: { name: string }) => name);
};
const admins = () => service.database.user.count({ where: { role: 'ADMIN' } });

afterEach(async () => {
  await service.database.user.updateMany({ where: { id: { not: admin.id } }, data: { role: 'USER' } });
  await service.database.user.update({ where: { id: admin.id }, data: { role: 'ADMIN' } });
});

test('users are found by a part of their name or email, ignoring case', async () => {
  const { id } = await service.signIn({ name: 'Grace Hopper' });
  await service.database.user.update({ where: { id }, data: { email: 'Rear.Admiral@navy.example' } });
  expect(await names('q=hOPP')).toEqual(['Grace Hopper']);
  expect(await names('q=admiral@NAVY')).toEqual(['Grace Hopper']);
  expect(await names('q=hopper@navy')).toEqual([]);
});

test('a search treats % and _ literally', async () => {
  await service.signIn({ name: '100% Ada_L' });
  expect(await names(`q=${encodeURIComponent('0% ')}`)).toEqual(['100% Ada_L']);
  expect(await names('q=A_a')).toEqual([]);
});

test('the pages contain every user once, newest first', async () => {
  for (const name of ['paged 1', 'paged 2', 'paged 3']) await service.signIn({ name });
  const first = await admin.get('/v1/admin/users?q=paged&limit=2');
  expect(first.body.items.map(({ name }: { name: string }) => name)).toEqual(['paged 3', 'paged 2']);
  expect(await names(`q=paged&limit=2&cursor=${first.body.nextCursor}`)).toEqual(['paged 1']);
});

test('one user is shown without the password hash', async () => {
  const { id } = await service.signIn({ name: 'Ada', subscriptionStatus: 'PRO' });
  const { status, body } = await admin.get(`/v1/admin/users/${id}`);
  expect(status).toBe(200);
  expect(body).toEqual({
    id,
    email: expect.any(String),
    name: 'Ada',
    blocked: false,
    role: 'USER',
    subscriptionStatus: 'PRO',
    createdAt: expect.any(String),
  });
});

test('an administrator can make another user an administrator', async () => {
  const ada = await service.signIn();
  const answer = await admin.put(`/v1/admin/users/${ada.id}/role`, { role: 'ADMIN' });
  expect(answer).toMatchObject({ status: 200, body: { id: ada.id, role: 'ADMIN' } });
  expect((await ada.get('/v1/admin/users')).status).toBe(200);
});

test('a former administrator is rejected immediately, even with an API key', async () => {
  const ada = await service.signIn({ role: 'ADMIN' });
  const { body } = await ada.post('/v1/api-keys', { name: 'read', scopes: ['read'] });
  const clients = [ada, service.as(body.key)];
  for (const client of clients) expect((await client.get('/v1/admin/users')).status).toBe(200);
  expect((await admin.put(`/v1/admin/users/${ada.id}/role`, { role: 'USER' })).status).toBe(200);
  for (const client of clients) {
    expect(await client.get('/v1/admin/users')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  }
});

test('the last administrator cannot be demoted', async () => {
  expect(await admin.put(`/v1/admin/users/${admin.id}/role`, { role: 'USER' })).toMatchObject({
    status: 409,
    body: { code: 'conflict' },
  });
  expect(await admins()).toBe(1);
});

test('one administrator remains when the last two are demoted concurrently', async () => {
  const other = await service.signIn({ role: 'ADMIN' });
  const { database } = service;
  let second: Promise<PromiseSettledResult<unknown>[]> | undefined;
  await database.$transaction(async first => {
    await setRole(first, other.id, 'USER');
    second = Promise.allSettled([setRole(database, admin.id, 'USER')]);
    await untilBlocked(database);
  });
  expect(await second).toMatchObject([{ status: 'rejected', reason: { code: 'conflict' } }]);
  expect(await admins()).toBe(1);
});

test('an API key cannot change a role', async () => {
  const { body } = await admin.post('/v1/api-keys', { name: 'all', scopes: ['read', 'write'] });
  const answer = await service.as(body.key).put(`/v1/admin/users/${admin.id}/role`, { role: 'ADMIN' });
  expect(answer).toMatchObject({ status: 403, body: { code: 'insufficient_scope' } });
});

test('an unknown user is a 404 problem', async () => {
  const path = `/v1/admin/users/${randomUUID()}`;
  const answers = await Promise.all([
    admin.get(path),
    admin.put(`${path}/role`, { role: 'USER' }),
    admin.get(`${path}/subscriptions`),
    admin.put(`${path}/subscription`, { plan: 'PRO' }),
  ]);
  expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(4).fill([404, 'not_found']));
});

test('a blocked user is rejected at once with every credential, until an administrator relents', async () => {
  const password = 'correct horse battery';
  const email = `${randomUUID()}@example.com`;
  const { body } = await service.post('/v1/auth/register', { email, name: 'Eve', password });
  const eve = service.as(body.accessToken, body.user.id);
  const { body: key } = await eve.post('/v1/api-keys', { name: 'Script', scopes: ['read'] });
  const admin = await service.signIn({ role: 'ADMIN' });
  const path = `/v1/admin/users/${eve.id}/block`;
  expect(await admin.put(path)).toMatchObject({ status: 200, body: { blocked: true } });
  for (const token of [eve.token, key.key as string]) {
    expect((await service.as(token).get('/v1/me')).status).toBe(401);
  }
  expect((await service.post('/v1/auth/login', { email, password })).status).toBe(403);
  expect((await service.post('/v1/auth/login', { email, password: 'wrong' })).status).toBe(401);
  const { refreshToken } = body;
  expect((await service.post('/v1/auth/refresh', { refreshToken })).status).toBe(401);

  expect(await admin.delete(path)).toMatchObject({ status: 200, body: { blocked: false } });
  expect((await service.as(key.key as string).get('/v1/me')).status).toBe(200);
  expect((await service.post('/v1/auth/login', { email, password })).status).toBe(200);
});

test('an administrator cannot be blocked', async () => {
  const admin = await service.signIn({ role: 'ADMIN' });
  expect((await admin.put(`/v1/admin/users/${admin.id}/block`)).status).toBe(409);
  expect((await admin.get('/v1/me')).status).toBe(200);
});
