import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { drain, listen } from './listen.ts';

/** A server whose requests stay open until the test answers them. */
async function slowServer() {
  const pending = Promise.withResolvers<ServerResponse>();
  const server = await listen((_request, response) => pending.resolve(response), 0);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { server, url, underWay: pending.promise };
}

test('draining completes the request in progress, and then rejects new ones', async () => {
  const { server, url, underWay } = await slowServer();
  const answer = fetch(url);
  const response = await underWay;
  const drained = drain(server, 10_000);
  response.end('done');
  expect(await (await answer).text()).toBe('done');
  await drained;
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

test('no client with kept connections sees one break while the server drains', async () => {
  const server = await listen((_request, response) => response.end('done'), 0);
  const { port } = server.address() as AddressInfo;
  const connections = Array.from({ length: 20 }, async () => {
    const agent = new Agent({ keepAlive: true });
    for (;;) {
      const [response] = (await once(get({ agent, port }), 'response')) as [IncomingMessage];
      expect(await text(response)).toBe('done');
      if (response.headers.connection === 'close') return;
    }
  });
  const count = promisify(server.getConnections.bind(server));
  await expect.poll(() => count()).toBe(20);
  await drain(server, 10_000);
  await Promise.all(connections);
});

test('draining closes connections that are idle', async () => {
  const server = await listen((_request, response) => response.end('done'), 0);
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  const [response] = (await once(get({ agent, port }), 'response')) as [IncomingMessage];
  await text(response);
  await drain(server, 100);
  expect(server.listening).toBe(false);
});

test('draining aborts requests that take too long', async () => {
  const { server, url, underWay } = await slowServer();
  const answer = fetch(url);
  await Promise.all([
    underWay,
    expect(answer).rejects.toThrow('fetch failed'),
    underWay.then(() => drain(server, 1)),
  ]);
});

test('the message names a port that is taken', async () => {
  const other = createServer().listen(0);
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  await expect(listen(() => {}, port)).rejects.toThrow(`Cannot listen on port ${port}`);
  other.close();
});

test('a request that does not arrive in time gets a 408', async () => {
  const timeouts = { headersTimeout: 50, requestTimeout: 50, connectionsCheckingInterval: 10 };
  const server = await listen(() => {}, 0, timeouts);
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf');
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /);
  await drain(server, 0);
});
