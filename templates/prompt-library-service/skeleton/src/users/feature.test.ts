import { expect, test } from 'vitest';
import { startService } from '../../test/service.ts';

const service = await startService();

test('users see themselves, without their password', async () => {
  const ada = await service.signIn({ name: 'Ada' });
  const { status, body } = await ada.get('/v1/me');
  expect(status).toBe(200);
  expect(body).toEqual({
    id: ada.id,
    email: expect.stringContaining('@'),
    name: 'Ada',
    role: 'USER',
    blocked: false,
    subscriptionStatus: 'FREE',
    createdAt: expect.any(String),
  });
});

test('users change their name', async () => {
  const ada = await service.signIn({ name: 'Ada' });
  expect(await ada.patch('/v1/me', { name: 'Ada Lovelace' })).toMatchObject({ status: 200 });
  expect((await ada.get('/v1/me')).body.name).toBe('Ada Lovelace');
});

test('users cannot give themselves a role or a subscription', async () => {
  const ada = await service.signIn();
  const answer = await ada.patch('/v1/me', { name: 'Ada', role: 'ADMIN', subscriptionStatus: 'PRO' });
  expect(answer.body.errors.map((error: { field: string }) => error.field)).toEqual([
    'body.role',
    'body.subscriptionStatus',
  ]);
});
