import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { startService } from '../../test/service.ts';
import { verifyPassword } from './password.ts';

// a test file before this one may have loaded the service with the module itself
vi.hoisted(() => vi.resetModules());
vi.mock(import('./password.ts'), { spy: true });

const service = await startService();
const password = 'correct horse battery';

async function registered() {
  const email = `${randomUUID()}@example.com`;
  const { body } = await service.post('/v1/auth/register', { email, name: 'Ada', password });
  return { email, body };
}

test('a new user is a FREE USER and signed in', async () => {
  const { email, body } = await registered();
  expect(body.user).toMatchObject({ email, name: 'Ada', role: 'USER', subscriptionStatus: 'FREE' });
  expect((await service.as(body.accessToken).get('/v1/me')).body).toEqual(body.user);
});

test('an email is taken regardless of case', async () => {
  const { email } = await registered();
  const again = { email: email.toUpperCase(), name: 'Grace', password };
  expect(await service.post('/v1/auth/register', again)).toMatchObject({
    status: 409,
    body: { code: 'email_taken', errors: [{ field: 'body.email' }] },
  });
});

test('a user logs in with the email regardless of case', async () => {
  const { email, body } = await registered();
  const answer = await service.post('/v1/auth/login', { email: email.toUpperCase(), password });
  expect(answer).toMatchObject({ status: 200, body: { user: { id: body.user.id } } });
});

test('an unknown email gets the same response as a wrong password', async () => {
  const { email } = await registered();
  const wrong = await service.post('/v1/auth/login', { email, password: 'wrong' });
  const unknown = await service.post('/v1/auth/login', { email: `${randomUUID()}@example.com`, password });
  expect(wrong.status).toBe(401);
  expect(wrong.body.code).toBe('invalid_credentials');
  expect({ ...unknown, headers: null }).toEqual({ ...wrong, headers: null });
});

test('an unknown email costs the same hashing work as a wrong password', async () => {
  const { email } = await registered();
  const costOf = async (address: string) => {
    vi.mocked(verifyPassword).mockClear();
    await service.post('/v1/auth/login', { email: address, password: 'wrong' });
    return vi.mocked(verifyPassword).mock.calls.map(([, hash]) => hash.split('$').slice(0, 4));
  };
  const known = await costOf(email);
  expect(known).toHaveLength(1);
  expect(await costOf(`${randomUUID()}@example.com`)).toEqual(known);
});

test('after ten wrong passwords an account is temporarily locked for that address', async () => {
  const { email } = await registered();
  const attempt = (given: string) => service.post('/v1/auth/login', { email, password: given });
  for (let count = 0; count < 10; count++) expect((await attempt('wrong')).status).toBe(401);
  const answer = await attempt(password);
  expect(answer).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('a refresh token renews the session once, and revokes the old access token', async () => {
  const { body } = await registered();
  const renewed = await service.post('/v1/auth/refresh', { refreshToken: body.refreshToken });
  expect(renewed.status).toBe(200);
  expect((await service.as(renewed.body.accessToken).get('/v1/me')).status).toBe(200);
  expect(await service.as(body.accessToken).get('/v1/me')).toMatchObject({
    status: 401,
    body: { code: 'invalid_token' },
  });
});

test('a reused refresh token ends the whole session', async () => {
  const { body } = await registered();
  const renewed = await service.post('/v1/auth/refresh', { refreshToken: body.refreshToken });
  const again = await service.post('/v1/auth/refresh', { refreshToken: body.refreshToken });
  expect(again).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
  expect((await service.as(renewed.body.accessToken).get('/v1/me')).status).toBe(401);
  const { refreshToken } = renewed.body;
  expect((await service.post('/v1/auth/refresh', { refreshToken })).status).toBe(401);
});

test('only one of two concurrent refreshes gets tokens', async () => {
  const { body } = await registered();
  const { refreshToken } = body;
  const answers = await Promise.all([1, 2].map(() => service.post('/v1/auth/refresh', { refreshToken })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
});

test('logging out ends the session, and can be repeated', async () => {
  const { body } = await registered();
  const { refreshToken } = body;
  expect((await service.post('/v1/auth/logout', { refreshToken })).status).toBe(204);
  expect((await service.post('/v1/auth/logout', { refreshToken })).status).toBe(204);
  expect((await service.as(body.accessToken).get('/v1/me')).status).toBe(401);
});

test('a new password ends all sessions except the returned one', async () => {
  const { email, body } = await registered();
  const ada = service.as(body.accessToken);
  const newPassword = 'staple battery horse';
  const wrong = await ada.post('/v1/auth/password', { currentPassword: 'wrong', newPassword });
  expect(wrong).toMatchObject({ status: 401, body: { errors: [{ field: 'body.currentPassword' }] } });
  const changed = await ada.post('/v1/auth/password', { currentPassword: password, newPassword });
  expect(changed.status).toBe(200);
  expect((await ada.get('/v1/me')).status).toBe(401);
  expect((await service.as(changed.body.accessToken).get('/v1/me')).status).toBe(200);
  expect((await service.post('/v1/auth/login', { email, password })).status).toBe(401);
  expect((await service.post('/v1/auth/login', { email, password: newPassword })).status).toBe(200);
});

test('an API key works within its scopes until it is revoked', async () => {
  const ada = await service.signIn();
  const { body } = await ada.post('/v1/api-keys', { name: 'Script', scopes: ['read'] });
  const script = service.as(body.key);
  expect((await script.get('/v1/me')).status).toBe(200);
  expect(await script.post('/v1/prompts', { title: 'A' })).toMatchObject({
    status: 403,
    body: { code: 'insufficient_scope' },
  });
  expect((await script.get('/v1/api-keys')).status).toBe(403);
  expect((await ada.delete(`/v1/api-keys/${body.id}`)).status).toBe(204);
  expect((await script.get('/v1/me')).status).toBe(401);
});

test('a list of API keys contains no secrets, and shows when each was last used', async () => {
  const ada = await service.signIn();
  const { body: made } = await ada.post('/v1/api-keys', { name: 'Script', scopes: ['write', 'read'] });
  await service.as(made.key).get('/v1/me');
  const { body } = await ada.get('/v1/api-keys');
  const { key, ...rest } = made;
  expect(body.items).toEqual([{ ...rest, lastUsedAt: expect.any(String) }]);
  expect(JSON.stringify(body)).not.toContain(key);
});

test("another user's API key cannot be revoked", async () => {
  const [ada, eve] = [await service.signIn(), await service.signIn()];
  const { body } = await ada.post('/v1/api-keys', { name: 'Script', scopes: ['read'] });
  expect((await eve.delete(`/v1/api-keys/${body.id}`)).status).toBe(404);
});

test('neither passwords nor tokens are in the database', async () => {
  const { body } = await registered();
  const { body: apiKey } = await service
    .as(body.accessToken)
    .post('/v1/api-keys', { name: 'K', scopes: ['read'] });
  const rows = await Promise.all([
    service.database.user.findMany({ omit: { passwordHash: false } }),
    service.database.session.findMany({ include: { refreshTokens: true } }),
    service.database.apiKey.findMany(),
    service.database.rateLimit.findMany(),
  ]);
  const kept = JSON.stringify(rows);
  for (const secret of [password, body.accessToken, body.refreshToken, apiKey.key]) {
    expect(kept).not.toContain(secret);
  }
});

test.each(['Bearer nonsense', 'Bearer', 'Basic YTpi', 'Bearer ak_nonsense', ''])(
  'the credential %j is rejected even where none is needed',
  async authorization => {
    const answer = await service.get('/v1/prompts', { authorization });
    expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
  },
);

test.each([
  ['body.email', { email: 'ada' }],
  ['body.name', { name: '' }],
  ['body.name', { name: 'A\u0000' }],
  ['body.name', { name: '\ud800' }],
  ['body.password', { password: 'short' }],
  ['body.password', { password: 'x'.repeat(257) }],
  ['body.role', { role: 'ADMIN' }],
])('%s is rejected in %j', async (field, wrong) => {
  const answer = await service.post('/v1/auth/register', {
    email: 'x@example.com',
    name: 'X',
    password,
    ...wrong,
  });
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ field }] } });
});

test('all invalid fields are named together', async () => {
  const { body } = await service.post('/v1/auth/register', { email: 'ada', name: '', age: 36 });
  expect(body.errors.map((error: { field: string }) => error.field)).toEqual([
    'body.email',
    'body.name',
    'body.password',
    'body.age',
  ]);
});

test('a new password can revoke the API keys too', async () => {
  const { body } = await registered();
  const ada = service.as(body.accessToken);
  const { body: made } = await ada.post('/v1/api-keys', { name: 'Script', scopes: ['read'] });
  const change = { currentPassword: password, newPassword: 'staple battery horse', revokeApiKeys: true };
  expect((await ada.post('/v1/auth/password', change)).status).toBe(200);
  expect((await service.as(made.key).get('/v1/me')).status).toBe(401);
});

test.each(['a!b#c@example.com', 'user@localhost', "o'brien+tag@sub.example.co.uk"])(
  'the email %s is accepted',
  async address => {
    const email = `${randomUUID()}${address}`.slice(-60);
    expect((await service.post('/v1/auth/register', { email, name: 'Ada', password })).status).toBe(201);
  },
);

test('an API key expires at a time with an offset', async () => {
  const ada = await service.signIn();
  const expiresAt = '2999-01-01T09:00:00+09:00';
  const { body } = await ada.post('/v1/api-keys', { name: 'Script', scopes: ['read'], expiresAt });
  expect(body.expiresAt).toBe('2999-01-01T00:00:00.000Z');
});
