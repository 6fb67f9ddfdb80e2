import { expect, test } from 'vitest';
import { startService } from '../../test/service.ts';

const service = await startService();

test('a new user has a FREE subscription', async () => {
  const { status, body } = await service.post('/v1/users', { email: 'Ada@example.com', name: 'Ada' });
  expect(status).toBe(201);
  expect(body).toMatchObject({ email: 'Ada@example.com', name: 'Ada', subscriptionStatus: 'FREE' });
});

test('an email is taken in whatever case', async () => {
  await service.post('/v1/users', { email: 'grace@example.com', name: 'Grace' });
  const answer = await service.post('/v1/users', { email: 'GRACE@example.com', name: 'Hopper' });
  expect(answer).toMatchObject({
    status: 409,
    body: { code: 'email_taken', errors: [{ field: 'body.email' }] },
  });
});

test.each([
  ['body.email', { email: 'ada', name: 'Ada' }],
  ['body.name', { email: 'x@example.com' }],
  ['body.name', { email: 'x@example.com', name: '' }],
  ['body.name', { email: 'x@example.com', name: 'A\u0000' }],
  ['body.name', { email: 'x@example.com', name: '\ud800' }],
  ['body.subscriptionStatus', { email: 'x@example.com', name: 'X', subscriptionStatus: 'PRO' }],
  ['body', []],
])('%s is refused in %j', async (field, user) => {
  const { status, body } = await service.post('/v1/users', user);
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 'invalid_request', errors: [{ field }] });
});

test('every wrong field is named at once', async () => {
  const { body } = await service.post('/v1/users', { email: 'ada', name: '', age: 36 });
  expect(body.errors.map((error: { field: string }) => error.field)).toEqual([
    'body.email',
    'body.name',
    'body.age',
  ]);
});
