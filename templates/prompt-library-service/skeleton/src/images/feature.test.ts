import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Client, startService } from '../../test/service.ts';
import { FolderStore } from './folder-store.ts';
import { sweepImages } from './service.ts';

const folder = await mkdtemp(join(tmpdir(), 'images-'));
afterAll(() => rm(folder, { recursive: true }));
const service = await startService({ environment: { IMAGES_FOLDER: folder } });
const store = new FolderStore(folder);
const ada = await service.signIn();
const png = Buffer.from('\x89PNG\r\n\x1a\n and so on', 'latin1');
const aPng = { contentType: 'image/png', size: png.length };

async function addPrompt(change: object = {}, by: Client = ada): Promise<string> {
  const prompt = { title: 'A cat', text: 'A cat', agentType: 'IMAGE', ...change };
  return `/v1/prompts/${(await by.post('/v1/prompts', prompt)).body.id}`;
}

/** Uploads as a client does that knows nothing but the answer. */
function put({ upload }: { upload: { url: string; headers: Record<string, string> } }, body: Buffer = png) {
  return service.fetch(upload.url, { method: 'PUT', headers: upload.headers, body: new Uint8Array(body) });
}

/** Adds an image that is shown. */
async function addImage(prompt: string): Promise<string> {
  const { body } = await ada.post(`${prompt}/images`, aPng);
  await put(body);
  expect(await ada.post(`${prompt}/images/${body.id}/confirm`)).toMatchObject({ status: 200 });
  return body.id;
}

test('an image that was uploaded and confirmed is shown with the prompt', async () => {
  const prompt = await addPrompt();
  const created = await ada.post(`${prompt}/images`, aPng);
  expect(created).toMatchObject({ status: 201, body: { upload: { method: 'PUT' } } });
  const minutes = (Date.parse(created.body.upload.expiresAt) - Date.now()) / 60_000;
  expect(minutes).toBeCloseTo(10, 0);
  expect((await put(created.body)).status).toBe(200);
  const confirmed = await ada.post(`${prompt}/images/${created.body.id}/confirm`);
  expect(confirmed).toMatchObject({ status: 200, body: { id: created.body.id, ...aPng } });

  const { items } = (await service.get(`${prompt}/images`)).body;
  expect(items).toMatchObject([{ id: created.body.id, ...aPng }]);
  const shown = await service.fetch(items[0].url);
  expect(shown.headers.get('content-type')).toBe('image/png');
  expect(shown.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  expect(Buffer.from(await shown.arrayBuffer())).toEqual(png);
});

test('an image is not shown before it is confirmed', async () => {
  const prompt = await addPrompt();
  await put((await ada.post(`${prompt}/images`, aPng)).body);
  expect((await ada.get(`${prompt}/images`)).body).toEqual({ items: [] });
});

test('confirming twice returns the same image', async () => {
  const prompt = await addPrompt();
  const id = await addImage(prompt);
  expect(await ada.post(`${prompt}/images/${id}/confirm`)).toMatchObject({ status: 200, body: { id } });
});

test('an image cannot be confirmed before it is uploaded', async () => {
  const prompt = await addPrompt();
  const { body } = await ada.post(`${prompt}/images`, aPng);
  const answer = await ada.post(`${prompt}/images/${body.id}/confirm`);
  expect(answer).toMatchObject({ status: 409, body: { code: 'conflict' } });
});

test('bytes of another type are rejected and deleted, and the right ones can be uploaded', async () => {
  const prompt = await addPrompt();
  const { body } = await ada.post(`${prompt}/images`, aPng);
  await put(body, Buffer.alloc(png.length, '<script>'));
  const confirm = `${prompt}/images/${body.id}/confirm`;
  expect(await ada.post(confirm)).toMatchObject({ status: 422, body: { code: 'image_refused' } });
  expect(await store.inspect({ id: body.id, contentType: 'image/png', size: png.length })).toBeNull();
  await put(body);
  expect((await ada.post(confirm)).status).toBe(200);
});

test('a confirmed image cannot be replaced', async () => {
  const prompt = await addPrompt();
  const { body } = await ada.post(`${prompt}/images`, aPng);
  await put(body);
  await ada.post(`${prompt}/images/${body.id}/confirm`);
  const again = await put(body, Buffer.alloc(png.length));
  expect(again.status).toBe(412);
  const { items } = (await ada.get(`${prompt}/images`)).body;
  expect(Buffer.from(await (await service.fetch(items[0].url)).arrayBuffer())).toEqual(png);
});

test('an upload accepts only the declared type and size', async () => {
  const { body } = await ada.post(`${await addPrompt()}/images`, aPng);
  const { url, headers } = body.upload;
  const send = async (
    change: Record<string, string>,
    bytes: NonNullable<RequestInit['body']> = new Uint8Array(png),
  ) => {
    const init = { method: 'PUT', headers: { ...headers, ...change }, body: bytes, duplex: 'half' } as const;
    return (await service.fetch(url, init)).status;
  };
  expect(await send({ 'Content-Type': 'image/webp' })).toBe(403);
  expect(await send({ 'Content-Length': '5' }, 'bytes')).toBe(403);
  delete headers['Content-Length'];
  expect(await send({}, ReadableStream.from([new Uint8Array(png)]))).toBe(403);
  expect(await send({ 'If-None-Match': '"other"' })).toBe(403);
  expect(await send({})).toBe(200);
});

test.each([
  ['type', 'image/webp'],
  ['size', '999'],
  ['expires', '9999999999'],
  ['signature', 'A'.repeat(43)],
  ['signature', 'A'],
])('an address with another %s (%s) opens nothing', async (name, value) => {
  const { body } = await ada.post(`${await addPrompt()}/images`, aPng);
  const url = new URL(body.upload.url, service.url);
  url.searchParams.set(name, value);
  // The headers match the changed URL: only its signature is wrong.
  const type = url.searchParams.get('type')!;
  const size = Number(url.searchParams.get('size'));
  const headers = { ...body.upload.headers, 'Content-Type': type, 'Content-Length': String(size) };
  const upload = { url: url.pathname + url.search, headers };
  expect((await put({ upload }, Buffer.alloc(size))).status).toBe(403);
});

test('an upload URL cannot be used to download', async () => {
  const { body } = await ada.post(`${await addPrompt()}/images`, aPng);
  await put(body);
  expect((await service.get(body.upload.url)).status).toBe(403);
});

test('a URL contains the id of an image and no other path', async () => {
  const answer = await service.get(
    '/v1/image-files/..%2Fsigning-key?type=image/png&size=1&expires=1&signature=x',
  );
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'params.id' }] } });
});

test('of more than ten images declared concurrently, ten are accepted', async () => {
  const prompt = await addPrompt();
  const answers = await Promise.all(Array.from({ length: 14 }, () => ada.post(`${prompt}/images`, aPng)));
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([...Array<number>(10).fill(201), ...Array<number>(4).fill(409)]);
});

test('declaring an image again with the same Idempotency-Key returns the same image', async () => {
  const prompt = await addPrompt();
  const key = { 'idempotency-key': randomUUID() };
  const [first, second] = [
    await ada.post(`${prompt}/images`, aPng, key),
    await ada.post(`${prompt}/images`, aPng, key),
  ];
  expect(second.body).toEqual(first.body);
});

test('a prompt for a language model has no images', async () => {
  const answer = await ada.post(`${await addPrompt({ agentType: 'LLM' })}/images`, aPng);
  expect(answer).toMatchObject({ status: 409, body: { code: 'conflict' } });
});

test.each([
  ['body.contentType', { contentType: 'image/svg+xml' }],
  ['body.size', { size: 0 }],
  ['body.size', { size: 10_000_001 }],
  ['body.size', { size: 1.5 }],
  ['body.url', { url: 'x' }],
])('%s is rejected', async (field, wrong) => {
  const answer = await ada.post(`${await addPrompt()}/images`, { ...aPng, ...wrong });
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ field }] } });
});

test('only the creator adds, confirms and deletes images', async () => {
  const prompt = await addPrompt();
  const image = `${prompt}/images/${await addImage(prompt)}`;
  const other = await service.signIn({ role: 'ADMIN' });
  expect((await other.post(`${prompt}/images`, aPng)).status).toBe(403);
  expect((await other.post(`${image}/confirm`)).status).toBe(403);
  expect((await other.delete(image)).status).toBe(403);
  expect((await service.delete(image)).status).toBe(401);
});

test.each(['PRO', 'PRIVATE'])(
  'the images of a %s prompt are shown to those who may see it',
  async visibility => {
    const prompt = await addPrompt({ visibility });
    await addImage(prompt);
    expect(await service.get(`${prompt}/images`)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    const free = await service.signIn();
    expect((await free.post(`${prompt}/images`, aPng)).status).toBe(404);
    const pro = await service.signIn({ subscriptionStatus: 'PRO' });
    expect((await pro.get(`${prompt}/images`)).status).toBe(visibility === 'PRO' ? 200 : 404);
  },
);

test('the image of one prompt is not found under another', async () => {
  const id = await addImage(await addPrompt());
  const other = await addPrompt();
  expect((await ada.delete(`${other}/images/${id}`)).status).toBe(404);
  expect((await ada.post(`${other}/images/${id}/confirm`)).status).toBe(404);
});

test('a deleted image is gone with its bytes', async () => {
  const prompt = await addPrompt();
  const id = await addImage(prompt);
  const { url } = (await ada.get(`${prompt}/images`)).body.items[0];
  expect((await ada.delete(`${prompt}/images/${id}`)).status).toBe(204);
  expect((await ada.get(`${prompt}/images`)).body.items).toEqual([]);
  expect((await service.get(url)).status).toBe(404);
  expect((await ada.delete(`${prompt}/images/${id}`)).status).toBe(404);
});

/** Moves an image's declaration into the past. */
const age = (id: string, hours: number) =>
  service.database.image.update({
    where: { id },
    data: { createdAt: new Date(Date.now() - hours * 3_600_000) },
  });
const isKept = async (id: string) => ({
  row: (await service.database.image.count({ where: { id } })) > 0,
  bytes: (await readdir(folder)).includes(`${id}.png`),
});

test('the sweep deletes the images of deleted prompts once their upload URLs have expired', async () => {
  const prompt = await addPrompt();
  const id = await addImage(prompt);
  await ada.delete(prompt);
  await sweepImages(service.database, store);
  expect(await isKept(id)).toEqual({ row: true, bytes: true });
  await age(id, 1.1);
  await sweepImages(service.database, store);
  expect(await isKept(id)).toEqual({ row: false, bytes: false });
});

test('the sweep deletes uploads that were not confirmed within a day, and keeps the others', async () => {
  const prompt = await addPrompt();
  const [late, recent] = [await ada.post(`${prompt}/images`, aPng), await ada.post(`${prompt}/images`, aPng)];
  const shown = await addImage(prompt);
  await Promise.all([put(late.body), put(recent.body)]);
  await Promise.all([age(late.body.id, 25), age(recent.body.id, 23), age(shown, 25)]);
  await sweepImages(service.database, store);
  expect(await isKept(late.body.id)).toEqual({ row: false, bytes: false });
  expect(await isKept(recent.body.id)).toEqual({ row: true, bytes: true });
  expect(await isKept(shown)).toEqual({ row: true, bytes: true });
});

test('the sweep keeps the rows of bytes that cannot be deleted, reports them, and continues', async () => {
  const rows = await service.database.image.createManyAndReturn({
    data: [1, 2].map(() => ({ ...aPng, createdAt: new Date(0) })),
  });
  const [stuck = '', free = ''] = rows.map(({ id }) => id);
  await mkdir(join(folder, `${stuck}.png`));
  await expect(sweepImages(service.database, store)).rejects.toThrow('1 of 2 images could not be deleted.');
  expect(await isKept(stuck)).toEqual({ row: true, bytes: true });
  expect(await isKept(free)).toEqual({ row: false, bytes: false });
  await service.database.image.delete({ where: { id: stuck } });
});

/** Adds an image and returns the URL to download it. */
async function published(): Promise<{ url: string }> {
  const prompt = await addPrompt();
  await addImage(prompt);
  return (await service.get(`${prompt}/images`)).body.items[0];
}

test('a part of an image can be downloaded, and a range beyond its end is a problem', async () => {
  const { url } = await published();
  const part = await service.fetch(url, { headers: { range: 'bytes=0-3' } });
  expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 4]);
  const beyond = await service.get(url, { range: 'bytes=1000000-' });
  expect(beyond).toMatchObject({ status: 416, body: { code: 'range_not_satisfiable' } });
  expect(beyond.headers.get('content-range')).toMatch(/^bytes \*\/\d+$/);
});

test('an image is sent only if it is the one that If-Match names', async () => {
  const { url } = await published();
  expect(await service.get(url, { 'if-match': '"other"' })).toMatchObject({
    status: 412,
    body: { code: 'precondition_failed' },
  });
});
