import { expect, test } from 'vitest';
import { startService } from '../test/service.ts';
import { people, prompts } from './seed-data.ts';
import { seed } from './seed.ts';

test('the example library is added once, and its users can log in', async () => {
  const service = await startService();
  const password = await seed(service.database);
  expect(await seed(service.database)).toBeUndefined();
  expect(await service.database.prompt.count()).toBe(prompts.length);
  for (const { email, subscriptionStatus } of people) {
    const answer = await service.post('/v1/auth/login', { email, password });
    expect(answer).toMatchObject({ status: 200, body: { user: { subscriptionStatus } } });
  }
  const found = await service.get('/v1/prompts?q=마케팅');
  expect(found).toMatchObject({ body: { items: [{ title: '마케팅 문구 다듬기', likeCount: 2 }] } });
});
