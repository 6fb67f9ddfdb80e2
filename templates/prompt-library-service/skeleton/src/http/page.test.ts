import { expect, test } from 'vitest';
import { startService } from '../../test/service.ts';

const service = await startService();
const ada = await service.signIn();
const cursor = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');
const id = '01936e5c-0000-7000-8000-000000000000';

test.each([
  ['/v1/likes', { id, likedAt: '0000-01-01T00:00:00Z' }],
  ['/v1/likes', { id, likedAt: '9999-12-31T23:59:59Z' }],
  ['/v1/prompts/PROMPT/versions', 2_147_483_648],
  ['/v1/prompts/PROMPT/versions', 2_147_483_647],
  ['/v1/prompts?sort=likes', { sort: 'likes', id, likeCount: 2_147_483_648 }],
])('the list %s with the cursor %j does not fail in the database', async (path, key) => {
  const { body } = await ada.post('/v1/prompts', { title: 'A', text: 'B', agentType: 'LLM' });
  const list = path.replace('PROMPT', body.id as string);
  const { status } = await ada.get(`${list}${list.includes('?') ? '&' : '?'}cursor=${cursor(key)}`);
  expect([200, 400]).toContain(status);
});
