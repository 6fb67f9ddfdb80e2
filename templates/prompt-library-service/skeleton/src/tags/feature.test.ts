import { expect, test } from 'vitest';
import { startService } from '../../test/service.ts';

const service = await startService();

test('tags come by name, page by page', async () => {
  const { body: user } = await service.post('/v1/users', { email: 'ada@example.com', name: 'Ada' });
  await service.post('/v1/prompts', {
    title: 'A',
    description: 'B',
    text: 'C',
    agentType: 'IMAGE',
    creatorId: user.id as string,
    tags: ['cherry', 'apple', '바나나'],
  });
  const first = await service.get('/v1/tags?limit=2');
  expect(first.body.items).toEqual([{ name: 'apple' }, { name: 'cherry' }]);
  const second = await service.get(`/v1/tags?limit=2&cursor=${first.body.nextCursor}`);
  expect(second.body).toEqual({ items: [{ name: '바나나' }], nextCursor: null });
});
