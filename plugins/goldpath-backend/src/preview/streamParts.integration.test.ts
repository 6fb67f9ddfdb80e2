import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { streamParts } from './streamParts.ts';

type Work = Parameters<typeof streamParts<unknown>>[1];

/** Starts a server whose only answer is streamed by the work. */
async function serve(work: Work): Promise<string> {
  const app = express();
  app.get('/', (_request, response, next) => {
    streamParts(response, work).catch(next);
  });
  const server = app.listen(0, 'localhost');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

const rejected = (message: string) => Promise.reject(new Error(message));

test('every part is a line', async () => {
  const response = await fetch(
    await serve(send => {
      send({ part: 'one', text: 'a\nb' });
      send({ part: 'two' });
      return Promise.resolve();
    }),
  );
  expect(await response.text()).toBe('{"part":"one","text":"a\\nb"}\n{"part":"two"}\n');
});

test('an error after the first part is the last line', async () => {
  const response = await fetch(
    await serve(send => {
      send({ part: 'one' });
      return rejected('out of order');
    }),
  );
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('{"part":"one"}\n{"part":"error","message":"out of order"}\n');
});

test('an error before the first part has a status of its own', async () => {
  expect((await fetch(await serve(() => rejected('out of order')))).status).toBe(500);
});

test('the work is stopped when the client ends the request', async () => {
  const stopped = Promise.withResolvers<string>();
  const url = await serve(async (send, signal) => {
    send({ part: 'one' });
    await once(signal, 'abort');
    stopped.resolve((signal.reason as Error).message);
    throw signal.reason;
  });
  const client = new AbortController();
  const response = await fetch(url, { signal: client.signal });
  expect(response.ok).toBe(true);
  client.abort();
  expect(await stopped.promise).toBe('the request has ended');
});
