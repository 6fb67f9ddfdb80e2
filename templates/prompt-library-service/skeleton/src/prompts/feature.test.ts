import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { startService } from '../../test/service.ts';

const service = await startService();
const { body: ada } = await service.post('/v1/users', { email: 'ada@example.com', name: 'Ada' });

const aPrompt = {
  title: 'A haiku',
  description: 'Writes a haiku about any subject',
  text: '${subject}에 대해 하이쿠를 써 줘 🌸\n',
  agentType: 'LLM',
  creatorId: ada.id as string,
};

test('a prompt can be read back as it was added', async () => {
  const created = await service.post('/v1/prompts', { ...aPrompt, tags: ['writing', '마케팅'] });
  expect(created.status).toBe(201);
  const { creatorId, ...rest } = aPrompt;
  expect(created.body).toMatchObject({
    ...rest,
    tags: ['writing', '마케팅'],
    creator: { id: creatorId, name: 'Ada' },
  });
  const read = await service.get(created.headers.get('location')!);
  expect(read).toMatchObject({ status: 200, body: created.body });
});

test('a tag has one spelling', async () => {
  const { body } = await service.post('/v1/prompts', {
    ...aPrompt,
    tags: [' Poetry', 'poetry', 'CAFE\u0301'],
  });
  expect(body.tags).toEqual(['caf\u00e9', 'poetry']);
});

test('a list holds the prompts that have all of the tags, newest first', async () => {
  const add = (title: string, tags: string[]) => service.post('/v1/prompts', { ...aPrompt, title, tags });
  await add('both, older', ['red', 'blue']);
  await add('one', ['red']);
  await add('both, newer', ['blue', 'red', 'green']);
  const titles = async (query: string): Promise<string[]> =>
    (await service.get(`/v1/prompts?${query}`)).body.items.map((item: { title: string }) => item.title);
  expect(await titles('tag=red&tag=Blue')).toEqual(['both, newer', 'both, older']);
  expect(await titles('tag=red')).toEqual(['both, newer', 'one', 'both, older']);
  expect(await titles('tag=red&tag=unheard-of')).toEqual([]);
});

test('the pages hold every prompt once, even when others are added meanwhile', async () => {
  const add = () => service.post('/v1/prompts', { ...aPrompt, tags: ['paged'] });
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

test('a last page that is full has no next one', async () => {
  for (let count = 0; count < 2; count++) await service.post('/v1/prompts', { ...aPrompt, tags: ['pair'] });
  const { body } = await service.get('/v1/prompts?tag=pair&limit=2');
  expect(body).toMatchObject({ items: [{}, {}], nextCursor: null });
});

test('a list leaves the texts out', async () => {
  const { body } = await service.get('/v1/prompts?limit=1');
  expect(body.items[0]).not.toHaveProperty('text');
});

test('requests that add the same new tags at once all succeed', async () => {
  const tags = Array.from({ length: 20 }, (_, index) => `fresh-${index}`);
  const adding = Array.from({ length: 10 }, () => service.post('/v1/prompts', { ...aPrompt, tags }));
  const answers = await Promise.all(adding);
  expect(answers.map(answer => answer.status)).toEqual(Array(10).fill(201));
});

test('a creator that does not exist is refused, and no tag is left behind', async () => {
  const answer = await service.post('/v1/prompts', { ...aPrompt, creatorId: randomUUID(), tags: ['orphan'] });
  expect(answer).toMatchObject({
    status: 422,
    body: { code: 'unknown_reference', errors: [{ field: 'body.creatorId' }] },
  });
  const { body } = await service.get('/v1/tags?limit=100');
  expect(body.items).not.toContainEqual({ name: 'orphan' });
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
  ['body.creatorId', { creatorId: 'ada' }],
  ['body.tags.1', { tags: ['fine', '  '] }],
  ['body.tags.0', { tags: ['\u0000'] }],
  ['body.tags', { tags: Array(21).fill('tag') }],
  ['body.likes', { likes: 5 }],
])('%s is refused', async (field, wrong) => {
  const { status, body } = await service.post('/v1/prompts', { ...aPrompt, ...wrong });
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
])('%s is refused in ?%s', async (field, query) => {
  const { status, body } = await service.get(`/v1/prompts?${query}`);
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 'invalid_request', errors: [{ field }] });
});

test('params.id is refused when it is not a UUID', async () => {
  expect(await service.get('/v1/prompts/1')).toMatchObject({
    status: 400,
    body: { errors: [{ field: 'params.id' }] },
  });
});
