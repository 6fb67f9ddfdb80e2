import { expect, test } from 'vitest';
import { startService } from '../../test/service.ts';

const service = await startService();

test('tags are sorted by name and paginated', async () => {
  const ada = await service.signIn();
  await ada.post('/v1/prompts', {
    title: 'A',
    text: 'C',
    agentType: 'IMAGE',
    tags: ['cherry', 'apple', '바나나'],
  });
  const first = await service.get('/v1/tags?limit=2');
  expect(first.body.items).toEqual([{ name: 'apple' }, { name: 'cherry' }]);
  const second = await service.get(`/v1/tags?limit=2&cursor=${first.body.nextCursor}`);
  expect(second.body).toEqual({ items: [{ name: '바나나' }], nextCursor: null });
});

test('a tag is shown to users who may see a prompt with it', async () => {
  const ada = await service.signIn();
  const add = (visibility: string, tag: string) =>
    ada.post('/v1/prompts', { title: 'A', text: 'B', agentType: 'LLM', visibility, tags: [tag] });
  await add('PRIVATE', 'zz-private');
  await add('PRO', 'zz-pro');
  const seenBy = async (client: typeof ada): Promise<string[]> =>
    (await client.get('/v1/tags?limit=100')).body.items
      .map(({ name }: { name: string }) => name)
      .filter((name: string) => name.startsWith('zz-'));
  expect(await seenBy(service)).toEqual([]);
  expect(await seenBy(await service.signIn({ subscriptionStatus: 'PRO' }))).toEqual(['zz-pro']);
  expect(await seenBy(ada)).toEqual(['zz-private', 'zz-pro']);
});
