import { expect, test } from 'vitest';
import { type Answer, startService } from '../../test/service.ts';
import { type Database, openDatabase } from '../database/database.ts';

const service = await startService();
const send = async (headers: Record<string, string>, body: string) => {
  const response = await service.fetch('/v1/auth/login', { method: 'POST', headers, body });
  return { status: response.status, body: await response.json() };
};
const json = { 'content-type': 'application/json' };

test('an unknown route is a 404 problem', async () => {
  const { status, headers, body } = await service.get('/unknown');
  expect(status).toBe(404);
  expect(headers.get('content-type')).toMatch('application/problem+json');
  expect(body).toMatchObject({ type: 'about:blank', title: 'Not Found', status: 404, code: 'not_found' });
});

test('a body that is not JSON is a 400 problem', async () => {
  const answer = await send(json, '{"email":');
  expect(answer).toMatchObject({ status: 400, body: { code: 'malformed_json' } });
});

test('a body of another type is a 415 problem', async () => {
  const answer = await send({}, 'email=ada');
  expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
});

test('an unknown character set is a 415 problem', async () => {
  const headers = { 'content-type': 'application/json; charset=klingon' };
  const answer = await send(headers, '{}');
  expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
});

test('a body over 2 MB is a 413 problem', async () => {
  const body = JSON.stringify({ name: 'x'.repeat(2_100_000) });
  const answer = await send(json, body);
  expect(answer).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
});

test('an address that is not UTF-8 is a 400 problem', async () => {
  expect(await service.get('/v1/prompts/%E0%A4%A')).toMatchObject({
    status: 400,
    body: { code: 'malformed_request' },
  });
});

test('a database that does not respond is a 503 problem', async () => {
  const away = await startService({ database: openDatabase('postgresql://app@127.0.0.1:1/app', () => {}) });
  const { status, headers, body } = await away.get('/v1/tags');
  expect(status).toBe(503);
  expect(body.code).toBe('not_ready');
  expect(headers.get('retry-after')).toBe('5');
});

test('a broken connection is a 503 problem, and the pool replaces it', async () => {
  const cut = await startService();
  const [row] = await cut.database.$queryRaw<[{ name: string }]>`SELECT current_database() AS name`;
  const answers = await Promise.all([
    service.database.$executeRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ${row.name}`,
    ...Array.from({ length: 5 }, () => cut.get('/v1/tags')),
  ]);
  for (const answer of answers.slice(1)) expect([200, 503]).toContain((answer as Answer).status);
  // the pool learns of the end of its other connections one by one
  await expect.poll(async () => (await cut.get('/v1/tags')).status).toBe(200);
});

test('a server error does not reveal its cause', async () => {
  const broken = {
    $queryRaw: () => Promise.reject(new Error('password=secret')),
  };
  const failing = await startService({ database: broken as unknown as Database });
  const { status, body } = await failing.get('/v1/tags');
  expect(status).toBe(500);
  expect(JSON.stringify(body)).not.toContain('secret');
});

test('a full disk is a 503 problem', async () => {
  const full = Object.assign(new Error('no space left on device, write'), { code: 'ENOSPC' });
  const failing = await startService({
    database: { $queryRaw: () => Promise.reject(full) } as unknown as Database,
  });
  const { status, headers, body } = await failing.get('/v1/tags');
  expect(status).toBe(503);
  expect(body.code).toBe('not_ready');
  expect(headers.get('retry-after')).toBe('60');
});

test('a method that a path does not support names those that it does, with HEAD', async () => {
  const { status, headers } = await service.put('/v1/tags');
  expect(status).toBe(405);
  expect(headers.get('allow')).toBe('GET, HEAD');
  expect((await service.fetch('/v1/tags', { method: 'HEAD' })).status).toBe(200);
});

test('a problem is not kept by caches', async () => {
  expect((await service.get('/v1/prompts?limit=0')).headers.get('cache-control')).toBe('no-store');
});
