import { expect, test } from 'vitest';
import { startService } from '../../test/service.ts';

const service = await startService();
const ada = await service.signIn();

async function addPrompt(text: string, visibility = 'PUBLIC'): Promise<string> {
  const { body } = await ada.post('/v1/prompts', { title: 'A prompt', text, agentType: 'LLM', visibility });
  return `/v1/prompts/${body.id}`;
}

test('anyone can read the variables of a prompt', async () => {
  const prompt = await addPrompt('${Task} in ${language:English}: ${Task}');
  expect(await service.get(`${prompt}/variables`)).toMatchObject({
    status: 200,
    body: {
      variables: [
        { name: 'Task', default: null, occurrences: 2 },
        { name: 'language', default: 'English', occurrences: 1 },
      ],
    },
  });
});

test('anyone can render a prompt', async () => {
  const prompt = await addPrompt('${Task} in ${language:English}');
  const answer = await service.post(`${prompt}/render`, { values: { Task: 'Write $& ${language}' } });
  expect(answer).toMatchObject({ status: 200, body: { text: 'Write $& ${language} in English' } });
});

test('a read-only API key can render a prompt', async () => {
  const { body } = await ada.post('/v1/api-keys', { name: 'reader', scopes: ['read'] });
  const answer = await service.as(body.key).post(`${await addPrompt('Hello')}/render`, { values: {} });
  expect(answer).toMatchObject({ status: 200, body: { text: 'Hello' } });
});

test.each([
  ['body.values.Task', {}],
  ['body.values.other', { Task: 'x', other: 'y' }],
  ['body.values.Task', { Task: 1 }],
  ['body.values.Task', { Task: 'x'.repeat(200_001) }],
])('%s is rejected', async (field, values) => {
  const { status, body } = await service.post(`${await addPrompt('${Task}')}/render`, { values });
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 'invalid_request', errors: [{ field }] });
});

test.each(['PRO', 'PRIVATE'])('a %s prompt reveals nothing to users who may not see it', async visibility => {
  const prompt = await addPrompt('${secret:x}', visibility);
  expect(await service.get(`${prompt}/variables`)).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  });
  expect((await service.post(`${prompt}/render`, { values: {} })).status).toBe(404);
  expect((await ada.get(`${prompt}/variables`)).status).toBe(200);
});
