import { expect, test } from 'vitest';
import { startService } from '../../test/service.ts';

const service = await startService();
const author = await service.signIn();
const subscriber = await service.signIn({ subscriptionStatus: 'PRO' });
const admin = await service.signIn({ role: 'ADMIN' });

const addPrompt = async (visibility: string): Promise<string> => {
  const prompt = { title: 'A haiku', text: 'Write.', agentType: 'LLM', visibility };
  return (await author.post('/v1/prompts', prompt)).body.id as string;
};
const set = (id: string, what: 'delist' | 'relist') => admin.post(`/v1/admin/prompts/${id}/${what}`);

test.each(['PUBLIC', 'PRO'])(
  'a delisted %s prompt is seen by its creator and administrators only',
  async level => {
    const id = await addPrompt(level);
    expect((await set(id, 'delist')).status).toBe(204);
    expect((await subscriber.get(`/v1/prompts/${id}`)).status).toBe(404);
    expect(await author.get(`/v1/prompts/${id}`)).toMatchObject({ status: 200, body: { delisted: true } });
    expect(await admin.get(`/v1/prompts/${id}`)).toMatchObject({ status: 200, body: { delisted: true } });
  },
);

test('a relisted prompt has its earlier content, version and time', async () => {
  const id = await addPrompt('PUBLIC');
  const before = await subscriber.get(`/v1/prompts/${id}`);
  await set(id, 'delist');
  expect((await set(id, 'relist')).status).toBe(204);
  expect((await subscriber.get(`/v1/prompts/${id}`)).body).toEqual(before.body);
  expect(await service.database.promptVersion.count({ where: { promptId: id } })).toBe(1);
});

test('delisting again keeps the first time', async () => {
  const id = await addPrompt('PUBLIC');
  await set(id, 'delist');
  const first = await service.database.prompt.findUniqueOrThrow({ where: { id } });
  expect((await set(id, 'delist')).status).toBe(204);
  expect(await service.database.prompt.findUniqueOrThrow({ where: { id } })).toEqual(first);
});

test('a PRIVATE prompt of another user is not found', async () => {
  const id = await addPrompt('PRIVATE');
  for (const what of ['delist', 'relist'] as const) {
    expect(await set(id, what)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  }
});
