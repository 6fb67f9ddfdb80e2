import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Client, startService } from '../../test/service.ts';
import { MAX_PROMPTS } from './prompts.ts';
import { MAX_COLLECTIONS } from './service.ts';

const service = await startService();
const creator = await service.signIn();
const ada = await service.signIn();

const add = async (visibility = 'PUBLIC'): Promise<string> => {
  const { body } = await creator.post('/v1/prompts', { title: 'A', text: 'B', agentType: 'LLM', visibility });
  return body.id as string;
};

const shelf = async (client: Client = ada): Promise<string> => {
  const { status, body } = await client.post('/v1/collections', { name: randomUUID() });
  expect(status).toBe(201);
  return `/v1/collections/${body.id}`;
};

test('a collection contains prompts of other users, most recently added first', async () => {
  const path = await shelf();
  const [first, second] = [await add(), await add()];
  for (const id of [first, second, first]) {
    expect((await ada.put(`${path}/prompts/${id}`)).status).toBe(204);
  }
  const { body } = await ada.get(`${path}/prompts`);
  expect(body.items.map((item: { id: string }) => item.id)).toEqual([second, first]);
  expect((await ada.get(path)).body.promptCount).toBe(2);
});

test('the prompts of a collection are paginated', async () => {
  const path = await shelf();
  const ids = [await add(), await add(), await add()];
  for (const id of ids) await ada.put(`${path}/prompts/${id}`);
  const first = await ada.get(`${path}/prompts?limit=2`);
  const second = await ada.get(`${path}/prompts?limit=2&cursor=${first.body.nextCursor}`);
  const seen = [...first.body.items, ...second.body.items].map((item: { id: string }) => item.id);
  expect(seen).toEqual(ids.reverse());
  expect(second.body.nextCursor).toBeNull();
});

test('a prompt can be removed, and removed again', async () => {
  const path = await shelf();
  const id = await add();
  await ada.put(`${path}/prompts/${id}`);
  expect((await ada.delete(`${path}/prompts/${id}`)).status).toBe(204);
  expect((await ada.delete(`${path}/prompts/${id}`)).status).toBe(204);
  expect((await ada.get(path)).body.promptCount).toBe(0);
});

test('a prompt that becomes private is neither shown nor counted, and can be removed', async () => {
  const path = await shelf();
  const id = await add();
  await ada.put(`${path}/prompts/${id}`);
  await creator.patch(`/v1/prompts/${id}`, { visibility: 'PRIVATE' }, { 'if-match': '*' });
  expect((await ada.get(path)).body.promptCount).toBe(0);
  expect((await ada.get(`${path}/prompts`)).body.items).toEqual([]);
  expect((await ada.delete(`${path}/prompts/${id}`)).status).toBe(204);
});

test('a prompt that is not visible cannot be added', async () => {
  const path = await shelf();
  expect((await ada.put(`${path}/prompts/${await add('PRO')}`)).status).toBe(404);
  expect((await ada.put(`${path}/prompts/${randomUUID()}`)).status).toBe(404);
});

test("another user's collection is not found", async () => {
  const path = await shelf();
  const eve = await service.signIn();
  const id = await add();
  const answers = [
    await eve.get(path),
    await eve.patch(path, { name: 'Mine' }),
    await eve.delete(path),
    await eve.get(`${path}/prompts`),
    await eve.put(`${path}/prompts/${id}`),
    await eve.delete(`${path}/prompts/${id}`),
  ];
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(404));
  expect((await eve.get('/v1/collections')).body.items).toEqual([]);
});

test('a name is unique per user, ignoring surrounding spaces', async () => {
  const eve = await service.signIn();
  await ada.post('/v1/collections', { name: 'Cooking' });
  expect(await ada.post('/v1/collections', { name: ' Cooking ' })).toMatchObject({
    status: 409,
    body: { code: 'name_taken', errors: [{ field: 'body.name' }] },
  });
  expect((await eve.post('/v1/collections', { name: 'Cooking' })).status).toBe(201);
});

test('a collection can be renamed, but not to a name that is taken', async () => {
  const path = await shelf();
  const name = randomUUID();
  expect((await ada.patch(path, { name })).body.name).toBe(name);
  const other = await shelf();
  expect(await ada.patch(other, { name })).toMatchObject({ status: 409, body: { code: 'name_taken' } });
});

test('a deleted collection is gone, and its prompts are kept', async () => {
  const path = await shelf();
  const id = await add();
  await ada.put(`${path}/prompts/${id}`);
  expect((await ada.delete(path)).status).toBe(204);
  expect((await ada.get(path)).status).toBe(404);
  expect((await ada.get(`/v1/prompts/${id}`)).status).toBe(200);
});

test('collections are paginated, newest first', async () => {
  const eve = await service.signIn();
  const paths = [await shelf(eve), await shelf(eve), await shelf(eve)];
  const first = await eve.get('/v1/collections?limit=2');
  const second = await eve.get(`/v1/collections?limit=2&cursor=${first.body.nextCursor}`);
  const seen = [...first.body.items, ...second.body.items].map(
    (item: { id: string }) => `/v1/collections/${item.id}`,
  );
  expect(seen).toEqual(paths.reverse());
});

test('the number of collections per user is limited, even with concurrent requests', async () => {
  const eve = await service.signIn();
  const names = Array.from({ length: MAX_COLLECTIONS - 2 }, (_, index) => ({ name: `Shelf ${index}` }));
  await service.database.collection.createMany({ data: names.map(row => ({ ...row, userId: eve.id })) });
  const adding = Array.from({ length: 6 }, () => eve.post('/v1/collections', { name: randomUUID() }));
  const answers = (await Promise.all(adding)).map(({ status }) => status);
  expect(answers.sort()).toEqual([201, 201, 409, 409, 409, 409]);
});

test('the number of prompts per collection is limited', async () => {
  const path = await shelf();
  const collectionId = path.split('/').pop()!;
  await service.database.$executeRaw`
    WITH filled AS (
      INSERT INTO prompts (id, title, description, text, agent_type, creator_id, updated_at)
      SELECT gen_random_uuid(), 'A', '', 'B', 'LLM', ${creator.id}::uuid, now()
      FROM generate_series(1, ${MAX_PROMPTS}) RETURNING id
    ) INSERT INTO collection_prompts (collection_id, prompt_id) SELECT ${collectionId}::uuid, id FROM filled`;
  expect(await ada.put(`${path}/prompts/${await add()}`)).toMatchObject({
    status: 409,
    body: { code: 'conflict' },
  });
});
