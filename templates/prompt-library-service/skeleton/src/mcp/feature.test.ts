import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { startService } from '../../test/service.ts';

const service = await startService({ environment: { FRONTEND_ORIGINS: 'https://app.example.com' } });
const ada = await service.signIn();

/** Connects the SDK's own client with a token. */
async function connect(token = ''): Promise<Client> {
  const requestInit = token ? { headers: { authorization: `Bearer ${token}` } } : {};
  const transport = new StreamableHTTPClientTransport(new URL(`${service.url}/mcp`), { requestInit });
  const client = new Client({ name: 'test', version: '1.0.0' });
  await client.connect(transport);
  return client;
}

const add = async (content: object = {}): Promise<string> => {
  const { status, body } = await ada.post('/v1/prompts', {
    title: 'Haiku',
    description: 'Short',
    text: 'A haiku about ${subject} in ${language:English}',
    agentType: 'LLM',
    ...content,
  });
  expect(status).toBe(201);
  return body.id as string;
};

test('a prompt is offered with its variables as arguments', async () => {
  const id = await add();
  const { prompts } = await (await connect()).listPrompts();
  expect(prompts).toContainEqual({
    name: id,
    title: 'Haiku',
    description: 'Short',
    arguments: [
      { name: 'subject', required: true },
      { name: 'language', required: false, description: 'Default: English' },
    ],
  });
});

test('a prompt is returned with its arguments filled in', async () => {
  const client = await connect();
  const answer = await client.getPrompt({ name: await add(), arguments: { subject: 'rain' } });
  expect(answer.messages).toEqual([
    { role: 'user', content: { type: 'text', text: 'A haiku about rain in English' } },
  ]);
});

test('a missing argument is named', async () => {
  const client = await connect();
  await expect(client.getPrompt({ name: await add() })).rejects.toThrow('subject');
});

test('the prompts are paginated', async () => {
  for (let count = 0; count < 60; count++) await add();
  const client = await connect();
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.listPrompts(cursor === undefined ? {} : { cursor });
    names.push(...page.prompts.map(({ name }) => name));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  expect(names.length).toBeGreaterThanOrEqual(60);
  expect(new Set(names).size).toBe(names.length);
  await expect(client.listPrompts({ cursor: 'nonsense' })).rejects.toThrow('cursor is not a nextCursor');
});

test('a PRO prompt is available to users who may see it, by token and by API key', async () => {
  const id = await add({ visibility: 'PRO', text: 'Hidden' });
  const pro = await service.signIn({ subscriptionStatus: 'PRO' });
  const { body: key } = await pro.post('/v1/api-keys', { name: 'Agent', scopes: ['read'] });
  for (const token of [pro.token, key.key as string]) {
    expect((await (await connect(token)).getPrompt({ name: id })).description).toBe('Haiku');
  }
  for (const token of ['', (await service.signIn()).token]) {
    const client = await connect(token);
    const hidden = await client.getPrompt({ name: id }).catch((error: Error) => error.message);
    const absent = await client.getPrompt({ name: randomUUID() }).catch((error: Error) => error.message);
    expect(hidden).toBe(absent);
    expect((await client.listPrompts()).prompts.map(({ name }) => name)).not.toContain(id);
  }
});

const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };
const accept = { accept: 'application/json, text/event-stream' };

test('a page of another origin is rejected', async () => {
  const from = async (origin: string) => (await service.post('/mcp', ping, { ...accept, origin })).status;
  expect(await from('https://evil.example.com')).toBe(403);
  expect(await from('https://app.example.com')).toBe(200);
});

test('a body that is not JSON-RPC gets a JSON-RPC error', async () => {
  const { status, body } = await service.post('/mcp', { hello: 'there' }, accept);
  expect(status).toBe(400);
  expect(body).toMatchObject({ jsonrpc: '2.0', error: { code: expect.any(Number) } });
});

test.each([[[]], [[ping, ping]], [{ jsonrpc: '1.0' }]])('the body %j is not one message', async body => {
  expect(await service.post('/mcp', body, accept)).toMatchObject({
    status: 400,
    body: { error: { code: -32_600 } },
  });
});

test('there is no stream to listen to', async () => {
  expect(await service.get('/mcp')).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } });
});
