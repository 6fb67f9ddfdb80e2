import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { startService } from '../../test/service.ts';

const service = await startService({ environment: { FRONTEND_ORIGINS: 'https://app.example.com' } });
const ada = await service.signIn();
const aPrompt = { title: 'A', text: 'B', agentType: 'LLM' };
const withKey = (key: string) => ({ 'idempotency-key': key });

test('a repeated creation with the same key gets the same response and runs once', async () => {
  const headers = withKey(randomUUID());
  const first = await ada.post('/v1/prompts', { ...aPrompt, tags: ['once'] }, headers);
  const again = await ada.post('/v1/prompts', { ...aPrompt, tags: ['once'] }, headers);
  expect(again).toMatchObject({ status: 201, body: first.body });
  for (const name of ['location', 'etag']) expect(again.headers.get(name)).toBe(first.headers.get(name));
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect((await ada.get('/v1/prompts?tag=once')).body.items).toHaveLength(1);
});

test('a key survives a restart', async () => {
  const headers = withKey(randomUUID());
  const first = await ada.post('/v1/prompts', aPrompt, headers);
  const restarted = await startService({ database: service.database });
  const again = await restarted.as(ada.token).post('/v1/prompts', aPrompt, headers);
  expect(again.body).toEqual(first.body);
});

test('a key with another payload is rejected', async () => {
  const headers = withKey(randomUUID());
  await ada.post('/v1/prompts', aPrompt, headers);
  expect(await ada.post('/v1/prompts', { ...aPrompt, title: 'Other' }, headers)).toMatchObject({
    status: 422,
    body: { code: 'idempotency_key_reused' },
  });
});

test('a key can be used by one request at a time', async () => {
  const headers = withKey(randomUUID());
  const sending = Array.from({ length: 8 }, () =>
    ada.post('/v1/prompts', { ...aPrompt, tags: ['at-once'] }, headers),
  );
  const codes = (await Promise.all(sending)).map(({ status, body }) => (status === 201 ? 'done' : body.code));
  expect(['done', 'request_in_progress']).toEqual(expect.arrayContaining([...new Set(codes)]));
  expect((await ada.get('/v1/prompts?tag=at-once')).body.items).toHaveLength(1);
});

test('a key that is in use elsewhere gets a 409', async () => {
  const key = randomUUID();
  await service.database.$transaction(async other => {
    await other.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${ada.id} ${key}`}, 0))::text`;
    const answer = await ada.post('/v1/prompts', aPrompt, withKey(key));
    expect(answer).toMatchObject({ status: 409, body: { code: 'request_in_progress' } });
    expect(answer.headers.get('retry-after')).toBe('1');
  });
});

test('a rejected creation does not use up its key', async () => {
  const headers = withKey(randomUUID());
  expect((await ada.post('/v1/prompts', { ...aPrompt, title: '' }, headers)).status).toBe(400);
  expect((await ada.post('/v1/prompts', aPrompt, headers)).status).toBe(201);
});

test('a key belongs to one user', async () => {
  const headers = withKey(randomUUID());
  const eve = await service.signIn();
  const mine = await ada.post('/v1/prompts', aPrompt, headers);
  const hers = await eve.post('/v1/prompts', aPrompt, headers);
  expect(hers.status).toBe(201);
  expect(hers.body.id).not.toBe(mine.body.id);
});

test.each([
  ['empty', ''],
  ['long', 'x'.repeat(201)],
])('a key that is too %s is rejected', async (_name, key) => {
  expect(await ada.post('/v1/prompts', aPrompt, withKey(key))).toMatchObject({
    status: 400,
    body: { errors: [{ field: 'headers.idempotency-key' }] },
  });
});

test('an unchanged response is a 304', async () => {
  const { headers } = await ada.post('/v1/prompts', aPrompt);
  const [path, etag] = [headers.get('location')!, headers.get('etag')!];
  expect((await ada.get(path, { 'if-none-match': etag })).status).toBe(304);
  expect((await ada.get(path, { 'if-none-match': '"1-other"' })).status).toBe(200);
});

test('an ETag changes with the whole response, but a like does not prevent an edit', async () => {
  const { body, headers } = await ada.post('/v1/prompts', aPrompt);
  const [path, etag] = [headers.get('location')!, headers.get('etag')!];
  await service.database.like.create({ data: { userId: ada.id, promptId: body.id } });
  expect((await ada.get(path, { 'if-none-match': etag })).body.likeCount).toBe(1);
  expect((await ada.patch(path, { title: 'After' }, { 'if-match': etag })).status).toBe(200);
});

test.each(['"nonsense"', 'W/"1-abc"', '"99-abc"', ''])('If-Match: %s is rejected', async tag => {
  const { headers } = await ada.post('/v1/prompts', aPrompt);
  const answer = await ada.patch(headers.get('location')!, { title: 'X' }, { 'if-match': tag });
  expect(answer).toMatchObject({ status: 412, body: { code: 'precondition_failed' } });
});

test('If-Match may name several versions', async () => {
  const { headers } = await ada.post('/v1/prompts', aPrompt);
  const match = { 'if-match': `"7-a_b", ${headers.get('etag')}` };
  expect((await ada.patch(headers.get('location')!, { title: 'X' }, match)).status).toBe(200);
});

test('an ETag gives no access to a hidden prompt', async () => {
  const { headers } = await ada.post('/v1/prompts', { ...aPrompt, visibility: 'PRIVATE' });
  const answer = await service.get(headers.get('location')!, { 'if-none-match': headers.get('etag')! });
  expect(answer.status).toBe(404);
});

test('responses are not stored by shared caches', async () => {
  const { headers } = await ada.get('/v1/prompts');
  expect(headers.get('cache-control')).toBe('private, no-cache');
  expect(headers.get('vary')).toContain('Authorization');
  expect((await ada.post('/v1/prompts', aPrompt)).headers.get('cache-control')).toBe('no-store');
});

test('a CDN may keep what everyone may see, if the configuration allows it, and nothing of a user', async () => {
  const shared = await startService({ environment: { SHARED_CACHE_SECONDS: '30' } });
  const grace = await shared.signIn();
  const { headers: created } = await grace.post('/v1/prompts', aPrompt);
  const cacheControl = async (client: typeof grace, path: string) =>
    (await client.get(path)).headers.get('cache-control');
  for (const path of ['/v1/prompts', '/v1/tags', created.get('location')!]) {
    expect(await cacheControl(shared, path)).toBe('public, max-age=0, s-maxage=30');
    expect(await cacheControl(grace, path)).toBe('private, no-cache');
    expect((await shared.get(path)).headers.get('vary')).toContain('Authorization');
    expect((await shared.get(path)).headers.get('etag')).toBeTruthy();
  }
  expect(await cacheControl(shared, '/v1/prompts/0190a5b2-0000-7000-8000-000000000000')).toBe('no-store');
});

test('a page of the frontend may read the API, and no other page', async () => {
  const from = async (origin: string) => {
    const { headers } = await service.get('/v1/prompts', { origin });
    return headers.get('access-control-allow-origin');
  };
  expect(await from('https://app.example.com')).toBe('https://app.example.com');
  expect(await from('https://evil.example.com')).toBeNull();
});

test('a browser may send a preflight request', async () => {
  const answer = await service.fetch('/v1/prompts', {
    method: 'OPTIONS',
    headers: {
      origin: 'https://app.example.com',
      'access-control-request-method': 'PATCH',
      'access-control-request-headers': 'authorization,if-match',
    },
  });
  expect(answer.status).toBe(204);
  expect(answer.headers.get('access-control-allow-methods')).toContain('PATCH');
  expect(answer.headers.get('access-control-allow-headers')).toContain('if-match');
});

test('an unsupported method is a 405 problem that names the supported ones', async () => {
  const answer = await ada.put('/v1/prompts', {});
  expect(answer).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } });
  expect(answer.headers.get('allow')).toBe('POST, GET, HEAD');
});

test('a limited client gets the time to retry', async () => {
  const strict = await startService({ environment: { RATE_LIMIT_PER_MINUTE: '3' } });
  for (let count = 0; count < 3; count++) {
    const { status, headers } = await strict.get('/v1/tags');
    expect(status).toBe(200);
    expect(headers.get('ratelimit-policy')).toMatch(/"requests"; ?q=3; ?w=60/);
    expect(headers.get('ratelimit')).toMatch(`r=${2 - count}`);
  }
  const answer = await strict.get('/v1/tags');
  expect(answer).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('replicas count together within a second or two', async () => {
  const environment = { RATE_LIMIT_PER_MINUTE: '20' };
  const one = await startService({ environment });
  const other = await startService({ environment, database: one.database });
  for (let count = 0; count < 19; count++) await one.get('/v1/tags');
  let sent = 0;
  const isLimited = async () => {
    sent += 1;
    return (await other.get('/v1/tags')).status === 429;
  };
  await vi.waitUntil(isLimited, { timeout: 10_000, interval: 250 });
  expect(sent).toBeLessThan(20);
});

test('each user has a separate limit, from any address', async () => {
  const strict = await startService({ environment: { RATE_LIMIT_PER_MINUTE: '2' } });
  const [grace, eve] = [await strict.signIn(), await strict.signIn()];
  for (let count = 0; count < 2; count++) await eve.get('/v1/tags');
  expect((await eve.get('/v1/tags')).status).toBe(429);
  expect((await grace.get('/v1/tags')).status).toBe(200);
});

test('requests with invalid tokens count for the address', async () => {
  const strict = await startService({ environment: { RATE_LIMIT_PER_MINUTE: '2' } });
  const guess = () => strict.get('/v1/tags', { authorization: `Bearer at_${randomUUID()}` });
  expect([(await guess()).status, (await guess()).status, (await guess()).status]).toEqual([401, 401, 429]);
});

test('health checks are never limited', async () => {
  const strict = await startService({ environment: { RATE_LIMIT_PER_MINUTE: '1' } });
  for (let count = 0; count < 3; count++) expect((await strict.get('/health/live')).status).toBe(200);
});
