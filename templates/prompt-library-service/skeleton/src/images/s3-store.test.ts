import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test, vi } from 'vitest';
import { loadConfig } from '../config.ts';
import { openStore } from './open-store.ts';
import { S3Store } from './s3-store.ts';
import type { ImageFile } from './store.ts';

vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'an-example');
vi.stubEnv('AWS_REGION', 'eu-central-1');
vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
const aFile = (): ImageFile => ({ id: randomUUID(), contentType: 'image/webp', size: 1234 });

/** What S3 answers with, by the method and path of the request; what it was asked is recorded. */
const answers = new Map<
  string,
  { status: number; headers?: Record<string, string>; body?: Buffer | string }
>();
const asked: { request: string; range: string | undefined }[] = [];
const s3 = createServer((request, response) => {
  const asks = `${request.method} ${request.url?.split('?')[0]}`;
  asked.push({ request: asks, range: request.headers.range });
  const { status, headers, body } = answers.get(asks) ?? { status: 501 };
  response.writeHead(status, headers).end(body);
}).listen(0, '127.0.0.1');
await once(s3, 'listening');
afterAll(() => {
  vi.unstubAllEnvs();
  s3.close();
});
const { port } = s3.address() as AddressInfo;

/** A store whose requests go to the server above. */
function localStore(): S3Store {
  vi.stubEnv('AWS_ENDPOINT_URL_S3', `http://127.0.0.1:${port}`);
  return new S3Store('the-bucket');
}

const failure = (status: number, code: string) => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>No.</Message></Error>`,
});

test('the upload URL is signed for one key, type and size, and for one upload', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL_S3', undefined);
  const file = aFile();
  const { url, headers, expiresAt } = await new S3Store('the-bucket').presignPut(file);
  const { protocol, host, pathname, searchParams } = new URL(url);
  expect({ protocol, host, pathname }).toEqual({
    protocol: 'https:',
    host: 'the-bucket.s3.eu-central-1.amazonaws.com',
    pathname: `/${file.id}`,
  });
  expect(searchParams.get('X-Amz-SignedHeaders')?.split(';')).toEqual([
    'content-length',
    'content-type',
    'host',
    'if-none-match',
  ]);
  expect(searchParams.get('X-Amz-Expires')).toBe('600');
  expect([...searchParams.keys()].filter(name => /checksum/i.test(name))).toEqual([]);
  expect(headers).toEqual({ 'Content-Type': 'image/webp', 'Content-Length': '1234', 'If-None-Match': '*' });
  expect((expiresAt.getTime() - Date.now()) / 1000).toBeCloseTo(600, -1);
});

test.each([{ size: 1235 }, { contentType: 'image/png' as const }])(
  '%o has another signature',
  async change => {
    vi.useFakeTimers({ now: new Date('2030-01-01'), toFake: ['Date'] });
    const store = new S3Store('the-bucket');
    const file = aFile();
    const signature = async (of: ImageFile) =>
      new URL((await store.presignPut(of)).url).searchParams.get('X-Amz-Signature');
    expect(await signature({ ...file })).toBe(await signature(file));
    expect(await signature({ ...file, ...change })).not.toBe(await signature(file));
    vi.useRealTimers();
  },
);

test('the download URL is valid for ten minutes', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL_S3', undefined);
  const file = aFile();
  const { host, pathname, searchParams } = new URL(await new S3Store('the-bucket').presignGet(file));
  expect([host, pathname]).toEqual(['the-bucket.s3.eu-central-1.amazonaws.com', `/${file.id}`]);
  expect(searchParams.get('X-Amz-Expires')).toBe('600');
  expect(searchParams.get('X-Amz-SignedHeaders')).toBe('host');
});

test('only the type, the size and the first bytes of an object are read', async () => {
  const file = aFile();
  const start = Buffer.from('RIFF....WEBP');
  answers.set(`GET /the-bucket/${file.id}`, {
    status: 206,
    headers: { 'content-type': 'image/webp', 'content-range': 'bytes 0-11/1234', 'content-length': '12' },
    body: start,
  });
  expect(await localStore().inspect(file)).toEqual({ contentType: 'image/webp', size: 1234, start });
  expect(asked.at(-1)).toEqual({ request: `GET /the-bucket/${file.id}`, range: 'bytes=0-11' });
});

test.each([failure(404, 'NoSuchKey'), failure(403, 'AccessDenied')])(
  'an object is missing on %o',
  async answer => {
    const file = aFile();
    answers.set(`GET /the-bucket/${file.id}`, answer);
    expect(await localStore().inspect(file)).toBeNull();
  },
);

test.each([failure(404, 'NoSuchBucket'), failure(403, 'InvalidAccessKeyId'), failure(503, 'SlowDown')])(
  'a failure of the store is none of the upload: %o',
  async answer => {
    const file = aFile();
    answers.set(`GET /the-bucket/${file.id}`, answer);
    answers.set(`DELETE /the-bucket/${file.id}`, answer);
    await expect(localStore().inspect(file)).rejects.toThrow();
    await expect(localStore().delete(file)).rejects.toThrow();
  },
);

test('an object is deleted', async () => {
  const file = aFile();
  answers.set(`DELETE /the-bucket/${file.id}`, { status: 204 });
  await localStore().delete(file);
  expect(asked.at(-1)?.request).toBe(`DELETE /the-bucket/${file.id}`);
});

test('a configured bucket is used, and its store is opened once', async () => {
  const config = loadConfig({ DATABASE_URL: 'postgresql://localhost/x', IMAGES_BUCKET: 'the-bucket' });
  const store = await openStore(config);
  expect(store).toBeInstanceOf(S3Store);
  expect(await openStore(config)).toBe(store);
});
