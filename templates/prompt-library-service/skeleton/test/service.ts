import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type Logger, pino } from 'pino';
import { afterAll, inject } from 'vitest';
import { openSession } from '../src/accounts/sessions.ts';
import { createApp } from '../src/app.ts';
import { type Config, loadConfig } from '../src/config.ts';
import { type Database, openDatabase } from '../src/database/database.ts';
import type { ErrorReporter } from '../src/error-reporting.ts';
import { drain, listen } from '../src/http/listen.ts';
import type { Context } from '../src/http/route.ts';
import { createDatabase } from '../dev/postgres.ts';
import { requireDeclared } from './contract.ts';
import { MIGRATED } from './global-setup.ts';

/** A response of any status; its body is parsed if it is JSON. */
export interface Answer {
  status: number;
  headers: Headers;
  // A test reads fields of many shapes; a wrong field fails its expectation.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

type Headers_ = Record<string, string>;

/** A client of the service. */
export interface Client {
  /** The id of its user; empty if it is not signed in. */
  id: string;
  /** The access token; empty if it is not signed in. */
  token: string;
  get(path: string, headers?: Headers_): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Headers_): Promise<Answer>;
  put(path: string, body?: unknown, headers?: Headers_): Promise<Answer>;
  patch(path: string, body: unknown, headers?: Headers_): Promise<Answer>;
  delete(path: string, headers?: Headers_): Promise<Answer>;
  /** For requests that are not JSON; returns the response of `fetch`. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

/** A running service and its database; as a client it is not signed in. */
export interface Service extends Client {
  url: string;
  database: Database;
  /** Creates a user and returns a client that is signed in as this user. */
  signIn(user?: {
    name?: string;
    role?: 'USER' | 'ADMIN';
    subscriptionStatus?: 'FREE' | 'PRO';
  }): Promise<Client>;
  /** Returns a client with this access token or API key. */
  as(token: string, id?: string): Client;
}

/** Creates a database, empty or as a copy of the migrated one. */
export async function newDatabase(template?: string): Promise<string> {
  const server = new URL(inject('postgres'));
  const name = `test_${randomUUID()}`;
  await createDatabase(server.href, name, template);
  server.pathname = name;
  return server.href;
}

/**
 * Serves the application on a free port until the test file ends, on a new database.
 * @param options - additional environment variables, or a database to use instead of a new one.
 */
export async function startService(
  options: {
    environment?: Record<string, string>;
    database?: Database;
    databaseUrl?: string;
    reporter?: ErrorReporter;
    stopping?: AbortSignal;
    logger?: Logger;
    reader?: Database;
  } = {},
): Promise<Service> {
  const DATABASE_URL = options.databaseUrl ?? (await newDatabase(MIGRATED));
  const pool = openDatabase(DATABASE_URL, () => {});
  const database = options.database ?? pool;
  const config: Config = loadConfig({
    DATABASE_URL,
    NODE_ENV: 'test',
    RATE_LIMIT_PER_MINUTE: '100000',
    ...options.environment,
  });
  const context: Context = { database, config };
  if (options.stopping) context.stopping = options.stopping;
  if (options.reader) context.reader = options.reader;
  const app = createApp(context, options.logger ?? pino({ level: 'silent' }), { reporter: options.reporter });
  const server = await listen(app, 0);
  afterAll(async () => {
    await drain(server, 0);
    await pool.$disconnect();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...client(url, '', ''),
    url,
    database,
    as: (token, id = '') => client(url, token, id),
    signIn: async (user = {}) => {
      const { id } = await database.user.create({
        data: { email: `${randomUUID()}@example.com`, name: 'Ada', passwordHash: 'none', ...user },
      });
      const plan = user.subscriptionStatus ?? 'FREE';
      await database.subscription.create({ data: { userId: id, plan } });
      return client(url, (await openSession(database, id)).accessToken, id);
    },
  };
}

function client(url: string, token: string, id: string): Client {
  const send = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    if (token && !headers.has('authorization')) headers.set('authorization', `Bearer ${token}`);
    const response = await fetch(url + path, { ...init, headers });
    requireDeclared(init.method ?? 'GET', path, response);
    return response;
  };
  const answer = async (method: string, path: string, body: unknown, headers: Headers_ = {}) => {
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const payload = body === undefined ? null : JSON.stringify(body);
    const response = await send(path, { method, headers: { ...type, ...headers }, body: payload });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? (JSON.parse(text) as unknown) : text,
    };
  };
  return {
    id,
    token,
    fetch: send,
    get: (path, headers) => answer('GET', path, undefined, headers),
    post: (path, body, headers) => answer('POST', path, body, headers),
    put: (path, body, headers) => answer('PUT', path, body, headers),
    patch: (path, body, headers) => answer('PATCH', path, body, headers),
    delete: (path, headers) => answer('DELETE', path, undefined, headers),
  };
}
