import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterAll, inject } from 'vitest';
import { createDatabase } from '../dev/postgres.ts';
import { createApp } from '../src/app.ts';
import { type Database, openDatabase } from '../src/database/database.ts';
import { drain, listen } from '../src/http/listen.ts';
import { MIGRATED } from './global-setup.ts';

/** An answer with its body parsed, whatever its status. */
export interface Answer {
  status: number;
  headers: Headers;
  // A test reads fields of many shapes; a wrong one fails its expectation.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

/** The service as its clients see it. */
export interface Service {
  url: string;
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  /** For requests that are not JSON. */
  request(path: string, init: RequestInit): Promise<Answer>;
}

/** A new database, empty or a copy of the migrated one. */
export async function newDatabase(template?: string): Promise<string> {
  const server = new URL(inject('postgres'));
  const name = `test_${randomUUID()}`;
  await createDatabase(server.href, name, template);
  server.pathname = name;
  return server.href;
}

/** Serves the application on a free port until the test file ends; without a database it makes one. */
export async function startService(database?: Database): Promise<Service> {
  const own = database ?? openDatabase(await newDatabase(MIGRATED), () => {});
  const server = await listen(
    createApp({ database: own, checkResponses: true }, pino({ level: 'silent' })),
    0,
  );
  afterAll(async () => {
    await drain(server, 0);
    await own.$disconnect();
  });

  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const request = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(url + path, init);
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  return {
    url,
    request,
    get: path => request(path, {}),
    post: (path, body) =>
      request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
  };
}
