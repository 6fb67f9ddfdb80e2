import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Client, startService } from '../test/service.ts';
import { features } from './features.ts';

/** A word that occurs only in hidden data. */
const SECRET = 'xqzsecret';

const service = await startService();
const creator = await service.signIn({ name: 'Creator' });
const fan = await service.signIn({ name: 'Fan' });
const routes = features.flatMap(feature => feature.routes);

const clean = {
  title: 'Open',
  description: 'Open',
  text: 'Open ${word}',
  agentType: 'IMAGE',
  tags: ['open'],
};
const secret = {
  title: `Title ${SECRET}`,
  description: `Description ${SECRET}`,
  text: `Text ${SECRET} \${${SECRET}:${SECRET}}`,
  agentType: 'IMAGE',
  tags: [SECRET],
};

async function add(content: object, visibility: string): Promise<string> {
  const { status, body } = await creator.post('/v1/prompts', { ...content, visibility });
  expect(status).toBe(201);
  return body.id as string;
}

const change = async (id: string, content: object) => {
  const { status } = await creator.patch(`/v1/prompts/${id}`, content, { 'if-match': '*' });
  expect(status).toBe(200);
};

/** The prompts that the fan may not see; `published` is public now, but was private when it was written. */
const hidden: Record<string, string> = {};
let published: string;
let collectionId: string;

beforeAll(async () => {
  hidden.pro = await add(secret, 'PRO');
  hidden.private = await add(secret, 'PRIVATE');
  hidden.withdrawn = await add(clean, 'PUBLIC');
  hidden.delisted = await add(secret, 'PUBLIC');
  published = await add(secret, 'PRIVATE');
  await change(published, { ...clean, visibility: 'PUBLIC' });
  collectionId = (await fan.post('/v1/collections', { name: 'Shelf' })).body.id as string;
  for (const id of [hidden.withdrawn, hidden.delisted]) {
    await fan.put(`/v1/prompts/${id}/like`);
    await fan.put(`/v1/collections/${collectionId}/prompts/${id}`);
    await fan.post(`/v1/prompts/${id}/reports`, { reason: 'Spam' });
  }
  await change(hidden.withdrawn, { ...secret, visibility: 'PRIVATE' });
  await service.database.prompt.update({ where: { id: hidden.delisted }, data: { delistedAt: new Date() } });
  for (const promptId of Object.values(hidden)) {
    const image = { promptId, contentType: 'image/png', size: 1, uploadedAt: new Date() };
    await service.database.image.create({ data: image });
  }
});

const viewers: Record<string, Client> = { 'without a user': service, 'with a FREE subscription': fan };

/** The path with ids of these prompts where it has parameters. */
function fill(path: string, id: string): string {
  const root = path.startsWith('/v1/collections/:id') ? collectionId : id;
  return path
    .replace(':id', root)
    .replace(':promptId', id)
    .replace(':version', '1')
    .replace(/:\w+/g, randomUUID());
}

describe.each(Object.entries(viewers))('%s', (_name, viewer) => {
  test.each(routes.filter(({ method }) => method === 'get').map(({ path }) => path))(
    'GET %s shows nothing hidden',
    async path => {
      for (const id of [...Object.values(hidden), published]) {
        const response = await viewer.fetch(fill(path, id));
        const seen = JSON.stringify([...response.headers]) + (await response.text());
        expect(seen).not.toContain(SECRET);
        for (const hiddenId of Object.values(hidden)) {
          // Only the requested id may occur in the response.
          expect(seen.replaceAll(id, '')).not.toContain(hiddenId);
        }
      }
    },
  );

  test.each(routes.filter(({ path }) => path.startsWith('/v1/prompts/:id')))(
    '$method $path responds as if the prompt did not exist',
    async ({ method, path }) => {
      const send = async (id: string) => {
        const response = await viewer.fetch(fill(path, id).replace(/[\w-]{36}$/, id), {
          method: method.toUpperCase(),
          headers: { 'content-type': 'application/json', 'if-match': '*' },
          body: method === 'get' ? null : JSON.stringify(bodies[path] ?? {}),
        });
        const { status, headers } = response;
        return { status, body: await response.text(), etag: headers.get('etag') };
      };
      const absent = await send(randomUUID());
      for (const id of Object.values(hidden)) expect(await send(id)).toEqual(absent);
    },
  );

  test.each([
    ['words', `q=${SECRET}`],
    ['a part of a word', `q=${SECRET.slice(1, -1)}`],
    ['a typing error', `q=${SECRET.replace('s', 'z')}`],
    ['a tag', `tag=${SECRET}`],
    ['a level', 'visibility=PRO'],
    ['another level', 'visibility=PRIVATE'],
  ])('a search by %s finds nothing hidden', async (_by, query) => {
    const { status, body } = await viewer.get(`/v1/prompts?${query}`);
    expect(status).toBe(200);
    expect(body).toEqual({ items: [], nextCursor: null });
  });

  test('hidden prompts do not take places on a page', async () => {
    const { body } = await viewer.get('/v1/prompts?limit=1');
    expect(body.items).toMatchObject([{ id: published }]);
    expect(body.nextCursor).toBeNull();
  });
});

/** Valid bodies, so that the routes get as far as the prompt. */
const bodies: Record<string, object> = {
  '/v1/prompts/:id': { title: 'Mine' },
  '/v1/prompts/:id/render': { values: {} },
  '/v1/prompts/:id/reports': { reason: 'Spam' },
  '/v1/prompts/:id/images': { contentType: 'image/png', size: 1 },
};

test('a collection counts only prompts that its owner may see', async () => {
  const { body } = await fan.get(`/v1/collections/${collectionId}`);
  expect(body.promptCount).toBe(0);
});
