import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { create, like, list, read, tagOf, userOf } from './work.ts';

// The least that a Node server can do for the benchmark's requests: no validation, no framework, no limits.

async function respond(request: IncomingMessage): Promise<[number, unknown]> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bare');
  const id = pathname.split('/')[3] ?? '';
  const user = await userOf(request.headers.authorization);
  if (request.method === 'PUT') return [200, await like(user, id)];
  if (request.method === 'POST') {
    return [201, await create(user, (await json(request)) as { title: string; text: string })];
  }
  if (id === '') return [200, await list(user, searchParams)];
  const prompt = await read(user, id);
  return [prompt ? 200 : 404, prompt ?? null];
}

const server = createServer((request, response) => {
  respond(request).then(
    ([status, body]) => {
      const text = JSON.stringify(body);
      const etag = tagOf(text);
      const isKnown = request.headers['if-none-match'] === etag;
      response.writeHead(isKnown ? 304 : status, { 'content-type': 'application/json', etag });
      response.end(isKnown ? undefined : text);
    },
    (error: unknown) => {
      console.error(error);
      response.writeHead(500).end();
    },
  );
});
// As the service: connections outlive the rounds of the other servers.
server.keepAliveTimeout = 65_000;
server.listen(Number(process.env.PORT), () =>
  console.log(`listening on http://localhost:${(server.address() as AddressInfo).port}`),
);
process.once('SIGTERM', () => process.exit());
