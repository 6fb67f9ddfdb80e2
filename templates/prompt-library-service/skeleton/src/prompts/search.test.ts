import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { type Client, startService } from '../../test/service.ts';
import { migrate } from '../database/migrations.ts';

const service = await startService();
const ada = await service.signIn();
const subscriber = await service.signIn({ subscriptionStatus: 'PRO' });

const add = async (prompt: Record<string, unknown>, client: Client = ada): Promise<string> => {
  const { body } = await client.post('/v1/prompts', { title: 'T', text: 'T', agentType: 'LLM', ...prompt });
  return body.id as string;
};

async function search(
  query: Record<string, string>,
  client: Pick<Client, 'get'> = service,
): Promise<string[]> {
  const { body } = await client.get(`/v1/prompts?${new URLSearchParams(query).toString()}`);
  return body.items.map((item: { title: string }) => item.title);
}

test.each([
  ['EMAIL', 'Writes an email'],
  ['mail', 'A voicemail greeting'],
  ['cafe', 'Names for a Café'],
  ['café', 'Cafe\u0301 au lait'],
  ['ａｂｃ', 'The abc of it'],
  ['마케팅', '디지털마케팅을 위한 글'],
  ['번역', '영어번역기'],
  ['시', '시를 쓰는 사람'],
  ['AI', 'Ask (AI) twice'],
  ['ai', '생성AI로 그리기'],
  ['中文', '我的中文老師'],
  ['ねこ', 'かわいいねこの絵'],
  ['C++', 'Explains C++, slowly'],
  ['node.js', 'A Node.js server'],
  ['spring boot', 'Boot camp in spring'],
  ['constructor', 'A constructor for it'],
  ['50%', '50% off'],
  ['a_b', 'The name a_b'],
  ['back\\slash', 'A back\\slash'],
  ["o'brien", "O'Brien's cat"],
  ['"quoted"', 'This is "quoted" text'],
])('%j finds %j', async (q, title) => {
  await add({ title });
  expect(await search({ q })).toContain(title);
});

test.each([
  ['AI', 'Maintain a garden'],
  ['영어', '영업 전략'],
  ['60%', '60 percent off'],
  ['c_t', 'A cat and a cut'],
  ['x%y', 'x and y'],
])('%j does not find %j', async (q, title) => {
  await add({ title });
  expect(await search({ q })).not.toContain(title);
});

test('a changed prompt is found by its new text and not by its old text', async () => {
  const id = await add({ title: 'Kaleidoscope' });
  await ada.patch(`/v1/prompts/${id}`, { title: 'Stethoscope' }, { 'if-match': '*' });
  expect(await search({ q: 'stethoscope' })).toEqual(['Stethoscope']);
  expect(await search({ q: 'kaleidoscope' })).toEqual([]);
});

test('matches in the title come first, then in the description, then in the text, sorted by likes', async () => {
  await add({ title: 'none, liked', text: 'quokka' });
  const liked = await add({ title: 'text, liked', text: 'about a quokka' });
  await add({ title: 'text', text: 'a quokka' });
  await add({ title: 'description', description: 'of a quokka' });
  await add({ title: 'quokka, older' });
  await add({ title: 'quokka, newer' });
  const best = await add({ title: 'quokka, liked' });
  await service.database.like.createMany({
    data: [liked, best].map(promptId => ({ promptId, userId: ada.id })),
  });
  const found = await search({ q: 'quokka' });
  expect(found).toEqual([
    ...['quokka, liked', 'quokka, newer', 'quokka, older'],
    ...['description', 'text, liked', 'text', 'none, liked'],
  ]);
  expect(await search({ q: 'quokka', sort: 'newest' })).toEqual([
    ...['quokka, liked', 'quokka, newer', 'quokka, older'],
    ...['description', 'text', 'text, liked', 'none, liked'],
  ]);
  expect((await search({ q: 'quokka', sort: 'likes' })).slice(0, 2)).toEqual([
    'quokka, liked',
    'text, liked',
  ]);
});

test('a control character does not turn a description into a title', async () => {
  await add({ title: 'platypus' });
  await add({ title: 'x', description: 'platypus\u0001' });
  expect(await search({ q: 'platypus' })).toEqual(['platypus', 'x']);
});

test('a search can be combined with all other filters', async () => {
  const wanted = { title: 'wanted wombat', tags: ['a', 'b'], agentType: 'IMAGE', visibility: 'PRO' };
  await add(wanted);
  await add({ ...wanted, title: 'other wombat, one tag', tags: ['a'] });
  await add({ ...wanted, title: 'other wombat, for text', agentType: 'LLM' });
  await add({ ...wanted, title: 'other wombat, public', visibility: 'PUBLIC' });
  await add({ ...wanted, title: "other wombat, another's" }, subscriber);
  await add({ ...wanted, title: 'other animal' });
  const query = new URLSearchParams({ q: 'wombat', agentType: 'IMAGE', visibility: 'PRO', creator: ada.id });
  query.append('tag', 'a');
  query.append('tag', 'b');
  const { body } = await subscriber.get(`/v1/prompts?${query.toString()}`);
  expect(body.items.map((item: { title: string }) => item.title)).toEqual(['wanted wombat']);
});

test.each(['relevance', 'newest', 'likes'])(
  'the pages of a search by %s hold each prompt once',
  async sort => {
    const word = `paged${sort}`;
    for (let index = 0; index < 11; index++) {
      const field = ['title', 'description', 'text'][index % 3]!;
      const id = await add({ title: `${index}`, [field]: `${index} ${word}` });
      await service.database.promptPopularity.update({
        where: { promptId: id },
        data: { likeCount: index % 2 },
      });
    }
    const all = (await service.get(`/v1/prompts?q=${word}&sort=${sort}`)).body.items;
    const paged: unknown[] = [];
    let cursor = '';
    do {
      const { body } = await service.get(
        `/v1/prompts?q=${word}&sort=${sort}&limit=2${cursor && `&cursor=${cursor}`}`,
      );
      paged.push(...body.items);
      cursor = body.nextCursor;
    } while (cursor);
    expect(paged).toHaveLength(11);
    expect(paged).toEqual(all);
  },
);

test('a prompt looks the same in a search and in a list', async () => {
  await add({ title: 'Numbat' });
  const found = await service.get('/v1/prompts?q=numbat');
  const listed = await service.get('/v1/prompts?limit=1');
  expect(found.body.items[0]).toEqual(listed.body.items[0]);
});

test.each(['?!', '   ', '%', '🌸'])('%j, without a letter or a digit, is rejected', async q => {
  const { status, body } = await service.get(`/v1/prompts?q=${encodeURIComponent(q)}`);
  expect({ status, errors: body.errors }).toEqual({
    status: 400,
    errors: [{ field: 'query.q', message: 'must contain a letter or a digit' }],
  });
});

test('q may have 200 characters', async () => {
  const title = `${'가나 다라 '.repeat(33)}마바`;
  await add({ title });
  expect(title).toHaveLength(200);
  expect(await search({ q: title })).toEqual([title]);
  expect((await service.get(`/v1/prompts?q=${'a'.repeat(201)}`)).status).toBe(400);
});

test('relevance without q is rejected', async () => {
  const { status, body } = await service.get('/v1/prompts?sort=relevance');
  expect([status, body.errors]).toEqual([
    400,
    [{ field: 'query.sort', message: 'relevance is only for searches: set q' }],
  ]);
});

test('the cursor of another order is rejected', async () => {
  const { body } = await service.get('/v1/prompts?limit=1');
  const { status, body: problem } = await service.get(`/v1/prompts?sort=likes&cursor=${body.nextCursor}`);
  expect([status, problem.errors]).toEqual([
    400,
    [{ field: 'query.cursor', message: 'is not a nextCursor of this list' }],
  ]);
});

test.each(['PRO', 'PRIVATE'])('a %s prompt is found only by users who may see it', async visibility => {
  const word = `capybara${visibility.toLowerCase()}`;
  await add({ title: word, visibility, tags: [word] });
  const free = await service.signIn();
  for (const query of [
    { q: word },
    { q: word.replace('capy', 'cayp') },
    { q: word, tag: word },
    { tag: word },
  ]) {
    for (const client of [service, free]) {
      const { body } = await client.get(`/v1/prompts?${new URLSearchParams(query as never).toString()}`);
      expect(body).toEqual({ items: [], nextCursor: null });
    }
    expect(await search(query, ada)).toEqual([word]);
    expect(await search(query, subscriber)).toEqual(visibility === 'PRO' ? [word] : []);
  }
});

test('a database without Korean letters is rejected', async () => {
  const server = new URL(inject('postgres'));
  const client = new pg.Client({ connectionString: server.href });
  await client.connect();
  server.pathname = `test_${randomUUID()}`;
  await client.query(`CREATE DATABASE "${server.pathname.slice(1)}" LC_CTYPE 'C' TEMPLATE template0`);
  await client.end();
  await expect(migrate(server.href)).rejects.toThrow('create it anew with LC_CTYPE C.UTF-8 or en_US.UTF-8');
});
