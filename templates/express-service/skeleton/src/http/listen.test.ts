import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { drain, listen } from './listen.ts';

/** A server whose requests stay open until the test answers them. */
async function slowServer() {
  const pending = Promise.withResolvers<ServerResponse>();
  const server = await listen((_request, response) => pending.resolve(response), 0);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { server, url, underWay: pending.promise };
}

test('draining completes the request in progress and rejects new ones', async () => {
  const { server, url, underWay } = await slowServer();
  const answer = fetch(url);
  const response = await underWay;
  const drained = drain(server, 10_000);
  await expect(fetch(url)).rejects.toThrow('fetch failed');
  response.end('done');
  expect(await (await answer).text()).toBe('done');
  await drained;
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
