import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { startService } from '../../test/service.ts';

const service = await startService();
const ada = await service.signIn();

const aPrompt = {
  title: 'A haiku',
  description: 'Writes a haiku about any subject',
  text: '${subject}에 대해 하이쿠를 써 줘 🌸\n',
  agentType: 'LLM',
};

test('a prompt can be read back as it was added', async () => {
  const created = await ada.post('/v1/prompts', { ...aPrompt, tags: ['writing', '마케팅'] });
  expect(created.status).toBe(201);
  expect(created.body).toMatchObject({
    ...aPrompt,
    tags: ['writing', '마케팅'],
    creator: { id: ada.id, name: 'Ada' },
    visibility: 'PUBLIC',
    likeCount: 0,
    liked: false,
    version: 1,
  });
  const read = await service.get(created.headers.get('location')!);
  expect(read).toMatchObject({ status: 200, body: created.body });
});

test('a tag is normalized', async () => {
  const { body } = await ada.post('/v1/prompts', { ...aPrompt, tags: [' Poetry', 'poetry', 'CAFE\u0301'] });
  expect(body.tags).toEqual(['caf\u00e9', 'poetry']);
});

test('a list contains the prompts with all of the tags, newest first', async () => {
  const add = (title: string, tags: string[]) => ada.post('/v1/prompts', { ...aPrompt, title, tags });
  await add('both, older', ['red', 'blue']);
  await add('one', ['red']);
  await add('both, newer', ['blue', 'red', 'green']);
  const titles = async (query: string): Promise<string[]> =>
    (await service.get(`/v1/prompts?${query}`)).body.items.map((item: { title: string }) => item.title);
  expect(await titles('tag=red&tag=Blue')).toEqual(['both, newer', 'both, older']);
  expect(await titles('tag=red')).toEqual(['both, newer', 'one', 'both, older']);
  expect(await titles('tag=red&tag=unheard-of')).toEqual([]);
});

test('the pages contain every prompt once, even when others are added in the meantime', async () => {
  const add = () => ada.post('/v1/prompts', { ...aPrompt, tags: ['paged'] });
  const added: string[] = [];
  for (let count = 0; count < 7; count++) added.unshift((await add()).body.id as string);
  const seen: string[] = [];
  let cursor = '';
  do {
    const { body } = await service.get(`/v1/prompts?tag=paged&limit=3${cursor && `&cursor=${cursor}`}`);
    seen.push(...body.items.map((item: { id: string }) => item.id));
    cursor = body.nextCursor;
    await add();
  } while (cursor);
  expect(seen).toEqual(added);
});

test('a full last page has no next one', async () => {
  for (let count = 0; count < 2; count++) await ada.post('/v1/prompts', { ...aPrompt, tags: ['pair'] });
  const { body } = await service.get('/v1/prompts?tag=pair&limit=2');
  expect(body).toMatchObject({ items: [{}, {}], nextCursor: null });
});

test('a list does not contain the texts', async () => {
  const { body } = await service.get('/v1/prompts?limit=1');
  expect(body.items[0]).not.toHaveProperty('text');
});

test('concurrent requests that add the same new tags all succeed', async () => {
  const tags = Array.from({ length: 20 }, (_, index) => `fresh-${index}`);
  const adding = Array.from({ length: 10 }, () => ada.post('/v1/prompts', { ...aPrompt, tags }));
  const answers = await Promise.all(adding);
  expect(answers.map(answer => answer.status)).toEqual(Array(10).fill(201));
});

test('a change of the current version is stored as the next version', async () => {
  const { body, headers } = await ada.post('/v1/prompts', { ...aPrompt, tags: ['draft'] });
  const change = { title: 'A better haiku', tags: ['final'] };
  const changed = await ada.patch(`/v1/prompts/${body.id}`, change, { 'if-match': headers.get('etag')! });
  expect(changed).toMatchObject({ status: 200, body: { ...aPrompt, ...change, version: 2 } });
});

test('a change without effect creates no version', async () => {
  const { body } = await ada.post('/v1/prompts', { ...aPrompt, tags: ['same'] });
  const again = await ada.patch(
    `/v1/prompts/${body.id}`,
    { ...aPrompt, tags: ['same'] },
    { 'if-match': '*' },
  );
  expect(again).toMatchObject({ status: 200, body: { version: 1, updatedAt: body.updatedAt } });
});

test('one of two changes of the same version is rejected and has no effect', async () => {
  const { body, headers } = await ada.post('/v1/prompts', aPrompt);
  const match = { 'if-match': headers.get('etag')! };
  const answers = await Promise.all(
    ['one', 'other'].map(title => ada.patch(`/v1/prompts/${body.id}`, { title, tags: [title] }, match)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  const kept = answers.find(({ status }) => status === 200)!.body;
  expect((await ada.get(`/v1/prompts/${body.id}`)).body).toEqual(kept);
});

test('a change without If-Match is rejected', async () => {
  const { body } = await ada.post('/v1/prompts', aPrompt);
  const answer = await ada.patch(`/v1/prompts/${body.id}`, { title: 'Blind' });
  expect(answer).toMatchObject({ status: 428, body: { code: 'precondition_required' } });
});

test("another user's prompt can be neither changed nor deleted", async () => {
  const { body } = await ada.post('/v1/prompts', aPrompt);
  const other = await service.signIn({ role: 'ADMIN' });
  const change = await other.patch(`/v1/prompts/${body.id}`, { title: 'Mine' }, { 'if-match': '*' });
  expect(change).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  expect((await other.delete(`/v1/prompts/${body.id}`)).status).toBe(403);
});

test('a deleted prompt is gone with its history', async () => {
  const { body } = await ada.post('/v1/prompts', { ...aPrompt, tags: ['gone'] });
  expect((await ada.delete(`/v1/prompts/${body.id}`)).status).toBe(204);
  expect((await ada.get(`/v1/prompts/${body.id}`)).status).toBe(404);
  expect(await service.database.promptVersion.count({ where: { promptId: body.id } })).toBe(0);
});

test('a version can be neither changed nor deleted in the database', async () => {
  const { body } = await ada.post('/v1/prompts', aPrompt);
  const where = { promptId: body.id as string };
  const { promptVersion } = service.database;
  await expect(promptVersion.updateMany({ where, data: { text: 'x' } })).rejects.toThrow('cannot be changed');
  await expect(promptVersion.deleteMany({ where })).rejects.toThrow('cannot be changed');
});

test('a prompt that does not exist is a 404 problem', async () => {
  expect(await service.get(`/v1/prompts/${randomUUID()}`)).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  });
});

test.each([
  ['body.title', { title: '' }],
  ['body.title', { title: 'x'.repeat(201) }],
  ['body.description', { description: 1 }],
  ['body.text', { text: 'a\u0000b' }],
  ['body.text', { text: undefined }],
  ['body.agentType', { agentType: 'ROBOT' }],
  ['body.visibility', { visibility: 'SECRET' }],
  ['body.tags.1', { tags: ['fine', '  '] }],
  ['body.tags.0', { tags: ['\u0000'] }],
  ['body.tags', { tags: Array(21).fill('tag') }],
  ['body.likeCount', { likeCount: 5 }],
  ['body.creatorId', { creatorId: randomUUID() }],
])('%s is rejected', async (field, wrong) => {
  const { status, body } = await ada.post('/v1/prompts', { ...aPrompt, ...wrong });
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 'invalid_request', errors: [{ field }] });
});

test.each([
  ['query.limit', 'limit=0'],
  ['query.limit', 'limit=101'],
  ['query.limit', 'limit=ten'],
  ['query.limit', 'limit=1&limit=2'],
  ['query.cursor', 'cursor=nonsense'],
  ['query.cursor', 'cursor=a&cursor=b'],
  ['query.tag.0', 'tag=%00'],
  ['query.tag', 'tag=a'.concat('&tag=a'.repeat(10))],
  ['query.page', 'page=2'],
])('%s is rejected in ?%s', async (field, query) => {
  const { status, body } = await service.get(`/v1/prompts?${query}`);
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 'invalid_request', errors: [{ field }] });
});

test('params.id is rejected when it is not a UUID', async () => {
  expect(await service.get('/v1/prompts/1')).toMatchObject({
    status: 400,
    body: { errors: [{ field: 'params.id' }] },
  });
});
