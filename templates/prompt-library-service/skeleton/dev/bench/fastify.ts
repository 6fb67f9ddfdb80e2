import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyReply } from 'fastify';
import { create, like, list, read, tagOf, userOf } from './work.ts';

// The work of the bare server behind Fastify, whose schemas validate the input, without a log.

const app = Fastify({ keepAliveTimeout: 65_000 });
const id = { type: 'string', format: 'uuid' };
const byId = { params: { type: 'object', properties: { id }, required: ['id'] } };
const query = {
  type: 'object',
  properties: Object.fromEntries(['tag', 'visibility', 'sort', 'q'].map(name => [name, { type: 'string' }])),
};
const text = { type: 'string', minLength: 1, maxLength: 200_000 };
const prompt = { type: 'object', properties: { title: text, text }, required: ['title', 'text'] };

async function answer(reply: FastifyReply, status: number, body: unknown): Promise<void> {
  const json = JSON.stringify(body);
  const etag = tagOf(json);
  const isKnown = reply.request.headers['if-none-match'] === etag;
  reply.code(isKnown ? 304 : status).headers({ 'content-type': 'application/json', etag });
  await reply.send(isKnown ? undefined : json);
}

app.get<{ Querystring: Record<string, string> }>(
  '/v1/prompts',
  { schema: { querystring: query } },
  async (request, reply) => {
    const user = await userOf(request.headers.authorization);
    await answer(reply, 200, await list(user, new URLSearchParams(request.query)));
  },
);
app.get<{ Params: { id: string } }>('/v1/prompts/:id', { schema: byId }, async (request, reply) => {
  const found = await read(await userOf(request.headers.authorization), request.params.id);
  await answer(reply, found ? 200 : 404, found ?? null);
});
app.put<{ Params: { id: string } }>('/v1/prompts/:id/like', { schema: byId }, async (request, reply) => {
  const user = await userOf(request.headers.authorization);
  await answer(reply, 200, await like(user, request.params.id));
});
app.post<{ Body: { title: string; text: string } }>(
  '/v1/prompts',
  { schema: { body: prompt } },
  async (request, reply) => {
    const user = await userOf(request.headers.authorization);
    await answer(reply, 201, await create(user, request.body));
  },
);

await app.listen({ port: Number(process.env.PORT) });
console.log(`listening on http://localhost:${(app.server.address() as AddressInfo).port}`);
process.once('SIGTERM', () => process.exit());
