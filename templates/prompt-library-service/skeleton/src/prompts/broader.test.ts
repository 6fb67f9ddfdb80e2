import { expect, test } from 'vitest';
import { startService } from '../../test/service.ts';

const service = await startService();
const creator = await service.signIn();

const add = (title: string, tags: string[] = []) =>
  creator.post('/v1/prompts', { title, text: 'Text', agentType: 'LLM', tags });

const search = async (q: string, more: Record<string, string> = {}): Promise<string[]> => {
  const { status, body } = await service.get(`/v1/prompts?${String(new URLSearchParams({ q, ...more }))}`);
  expect(status).toBe(200);
  return body.items.map((item: { title: string }) => item.title);
};

test.each([
  ['a particle', '마케팅을', '마케팅 계획'],
  ['a longer particle', '고객에서는', '고객 분석'],
  ['a compound', '번역전략', '전략과 번역'],
  ['a compound with a particle', '광고전략을', '광고 그리고 전략'],
  ['a hyphen', 'e-mail', 'An email'],
  ['a word that does not occur', 'kwyjibo giraffe', 'A giraffe'],
])('a search with %s, %s, finds %s', async (_what, q, title) => {
  await add(title);
  expect(await search(q)).toContain(title);
});

test('a search for words of which all occur finds nothing else', async () => {
  await add('walnut bread');
  await add('walnut cake');
  expect(await search('walnut bread')).toEqual(['walnut bread']);
});

test('prompts with all words but one are found before those with any of them', async () => {
  await add('copper silver');
  await add('copper');
  expect(await search('copper silver uranium')).toEqual(['copper silver']);
});

test('filters apply to a broader search too', async () => {
  await add('linen shirt', ['clothes']);
  await add('linen sheet', ['beds']);
  expect(await search('linen kwyjibo', { tag: 'beds' })).toEqual(['linen sheet']);
});

test('the next page is of the same search as the first one', async () => {
  for (const title of ['One violin', 'Two violins', 'Three violins']) await add(title);
  const first = await service.get('/v1/prompts?q=violin+kwyjibo&limit=2');
  await add('A violin for kwyjibo');
  const next = await service.get(`/v1/prompts?q=violin+kwyjibo&limit=2&cursor=${first.body.nextCursor}`);
  const titles = [...first.body.items, ...next.body.items].map(({ title }: { title: string }) => title);
  expect(titles).toEqual(['Three violins', 'Two violins', 'One violin']);
});
