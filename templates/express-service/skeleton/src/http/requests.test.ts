import { expect, test } from 'vitest';
import { startService } from '../../test/service.ts';

const service = await startService({ environment: { FRONTEND_ORIGINS: 'https://app.example.com' } });
const aNote = { title: 'A', text: 'B' };

test('an unchanged response is a 304', async () => {
  const { headers } = await service.post('/v1/notes', aNote);
  const [path, etag] = [headers.get('location')!, headers.get('etag')!];
  expect((await service.get(path, { 'if-none-match': etag })).status).toBe(304);
  expect((await service.get(path, { 'if-none-match': '"1-other"' })).status).toBe(200);
});

test.each(['"nonsense"', 'W/"1-abc"', '"99-abc"', ''])('If-Match: %s is rejected', async tag => {
  const { headers } = await service.post('/v1/notes', aNote);
  const answer = await service.patch(headers.get('location')!, { title: 'X' }, { 'if-match': tag });
  expect(answer).toMatchObject({ status: 412, body: { code: 'precondition_failed' } });
});

test('If-Match may name several versions', async () => {
  const { headers } = await service.post('/v1/notes', aNote);
  const match = { 'if-match': `"7-a_b", ${headers.get('etag')}` };
  expect((await service.patch(headers.get('location')!, { title: 'X' }, match)).status).toBe(200);
});

test('responses are not stored by shared caches', async () => {
  const { headers } = await service.get('/v1/notes');
  expect(headers.get('cache-control')).toBe('private, no-cache');
  expect((await service.post('/v1/notes', aNote)).headers.get('cache-control')).toBe('no-store');
});

test('a page of the frontend may read the API, and no other page', async () => {
  const from = async (origin: string) => {
    const { headers } = await service.get('/v1/notes', { origin });
    return headers.get('access-control-allow-origin');
  };
  expect(await from('https://app.example.com')).toBe('https://app.example.com');
  expect(await from('https://evil.example.com')).toBeNull();
});

test('a browser may send a preflight request', async () => {
  const answer = await service.fetch('/v1/notes', {
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
  const answer = await service.put('/v1/notes', {});
  expect(answer).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } });
  expect(answer.headers.get('allow')).toBe('POST, GET, HEAD');
});

test('a limited client gets the time to retry', async () => {
  const strict = await startService({ environment: { RATE_LIMIT_PER_MINUTE: '3' } });
  for (let count = 0; count < 3; count++) {
    const { status, headers } = await strict.get('/v1/notes');
    expect(status).toBe(200);
    expect(headers.get('ratelimit-policy')).toMatch(/"requests"; ?q=3; ?w=60/);
    expect(headers.get('ratelimit')).toMatch(`r=${2 - count}`);
  }
  const answer = await strict.get('/v1/notes');
  expect(answer).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('replicas count together', async () => {
  const environment = { RATE_LIMIT_PER_MINUTE: '5' };
  const one = await startService({ environment });
  const other = await startService({ environment, database: one.database });
  for (let count = 0; count < 3; count++) await one.get('/v1/notes');
  expect((await other.get('/v1/notes')).status).toBe(200);
  expect((await other.get('/v1/notes')).status).toBe(200);
  expect((await other.get('/v1/notes')).status).toBe(429);
  expect((await one.get('/v1/notes')).status).toBe(429);
});

test('health checks are never limited', async () => {
  const strict = await startService({ environment: { RATE_LIMIT_PER_MINUTE: '1' } });
  for (let count = 0; count < 3; count++) expect((await strict.get('/health/live')).status).toBe(200);
});
