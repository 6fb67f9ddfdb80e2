import { expect, test } from 'vitest';
import { startService } from '../../test/service.ts';
import type { Database } from '../database/database.ts';

const service = await startService();
const json = { 'content-type': 'application/json' };

test('an unknown route is a 404 problem', async () => {
  const { status, headers, body } = await service.get('/nowhere');
  expect(status).toBe(404);
  expect(headers.get('content-type')).toMatch('application/problem+json');
  expect(body).toMatchObject({ type: 'about:blank', title: 'Not Found', status: 404, code: 'not_found' });
});

test('a body that is not JSON is a 400 problem', async () => {
  const answer = await service.request('/v1/users', { method: 'POST', headers: json, body: '{"email":' });
  expect(answer).toMatchObject({ status: 400, body: { code: 'malformed_json' } });
});

test('a body of another type is a 415 problem', async () => {
  const answer = await service.request('/v1/users', { method: 'POST', body: 'email=ada' });
  expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
});

test('an unknown character set is a 415 problem', async () => {
  const headers = { 'content-type': 'application/json; charset=klingon' };
  const answer = await service.request('/v1/users', { method: 'POST', headers, body: '{}' });
  expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
});

test('a body over 2 MB is a 413 problem', async () => {
  const body = JSON.stringify({ name: 'x'.repeat(2_100_000) });
  const answer = await service.request('/v1/users', { method: 'POST', headers: json, body });
  expect(answer).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
});

test('an address that is not UTF-8 is a 400 problem', async () => {
  expect(await service.get('/v1/prompts/%E0%A4%A')).toMatchObject({
    status: 400,
    body: { code: 'malformed_request' },
  });
});

test('a failure of the service tells nothing of its cause', async () => {
  const broken = {
    prompt: { findMany: () => Promise.reject(new Error('password=secret')) },
    $disconnect: () => Promise.resolve(),
  };
  const failing = await startService(broken as unknown as Database);
  const { status, body } = await failing.get('/v1/prompts');
  expect(status).toBe(500);
  expect(JSON.stringify(body)).not.toContain('secret');
});
