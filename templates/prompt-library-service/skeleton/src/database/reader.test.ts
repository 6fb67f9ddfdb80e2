import { expect, test } from 'vitest';
import { startService } from '../../test/service.ts';

test('only clients that are not signed in read from the replica, so users never miss what they wrote', async () => {
  const replica = await startService();
  const service = await startService({ reader: replica.database });
  const prompt = { title: 'A', text: 'B', agentType: 'LLM' };
  const [ada, grace] = [await service.signIn(), await service.signIn()];
  const { body } = await ada.post('/v1/prompts', prompt);
  // the replica has not received it yet
  expect((await service.get('/v1/prompts')).body.items).toEqual([]);
  for (const client of [ada, grace]) {
    expect((await client.get('/v1/prompts')).body.items).toMatchObject([{ id: body.id }]);
    expect((await client.get(`/v1/prompts/${body.id}`)).status).toBe(200);
  }
  // what is not a read goes to the database that can be written to
  expect((await service.post(`/v1/prompts/${body.id}/render`, { values: {} })).status).toBe(200);
});
