import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigReader } from '@backstage/config';
import { createPublishGithubAction } from '@backstage/plugin-scaffolder-backend-module-github';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { DefaultGithubCredentialsProvider, ScmIntegrations } from '@goldpath/plugin-goldpath-node';
import { beforeEach, describe, expect, test } from 'vitest';
import { publishGithub } from './publishGithub.ts';

const address = 'https://github.com/acme/desk';
const limits = { create: 3_000, push: 3_000 };

/** Answers a request, or leaves it without an answer. */
type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let workspace: string;
/** what the server does, by method and path; other requests get 404 */
let answers: Record<string, Answer>;
/** the requests, by method and path */
let requests: string[];

const json =
  (status: number, body: object = {}, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
const silent: Answer = () => undefined;
/** Answers, and stops the server: the next connection is refused. */
const last =
  (answer: Answer): Answer =>
  (request, response) => {
    response.setHeader('Connection', 'close');
    answer(request, response);
    server.close();
  };

const healthy = (): Record<string, Answer> => ({
  'GET /rate_limit': json(200, { resources: { core: { remaining: 4000, reset: 1_800_000_000 } } }),
  'GET /users/acme': json(200, { login: 'acme', type: 'Organization' }),
  'POST /orgs/acme/repos': json(201, { clone_url: `${url()}/acme/desk.git`, html_url: address }),
});

const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeEach(async () => {
  workspace = await mkdtemp(path.join(tmpdir(), 'goldpath-publish-'));
  await writeFile(path.join(workspace, 'README.md'), '# desk\n');
  server = createServer((request, response) => {
    const [target = ''] = (request.url ?? '').split('?');
    requests.push(`${request.method} ${target}`);
    const answer = answers[`${request.method} ${target}`] ?? json(404);
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  answers = healthy();
  requests = [];
  return async () => {
    server.closeAllConnections();
    if (server.listening) server.close();
    await rm(workspace, { recursive: true, force: true });
  };
});

interface Run {
  repo?: string;
  /** the results of checkpoints, which a retry has from the run before */
  saved?: Map<string, unknown>;
  outputs?: Record<string, unknown>;
}

/** Runs the action against the server, and returns what it is rejected with. */
async function publish(
  apiBaseUrl = url(),
  { repo = 'desk', saved = new Map(), outputs = {} }: Run = {},
): Promise<Error | undefined> {
  const config = new ConfigReader({
    integrations: { github: [{ host: 'github.com', apiBaseUrl, token: 'a-token' }] },
  });
  const integrations = ScmIntegrations.fromConfig(config);
  const github = DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  const stock = createPublishGithubAction({ integrations, config });
  const action = publishGithub(stock, { integrations, github }, limits);
  const input = { repoUrl: `github.com?owner=acme&repo=${repo}`, defaultBranch: 'main' };
  const context = {
    ...createMockActionContext({ input, workspacePath: workspace }),
    output: (key: string, value: unknown) => void (outputs[key] = value),
    async checkpoint<T>({ key, fn }: { key: string; fn: () => Promise<T> | T }): Promise<T> {
      if (!saved.has(key)) saved.set(key, await fn());
      return saved.get(key) as T;
    },
  };
  return action.handler(context as typeof context & ActionContext<typeof input>).then(
    () => undefined,
    (error: Error) => error,
  );
}

/** The message of a rejected step; the log of the task prints the stack, which must be the same. */
async function failure(apiBaseUrl?: string) {
  const error = await publish(apiBaseUrl);
  expect(error?.stack).toBe(`InputError: ${error?.message}`);
  return error?.message;
}

describe('GitHub is away when the step begins', () => {
  test.each([
    ['GET /rate_limit', silent, 'github.com does not answer (The operation was aborted due to timeout)'],
    ['GET /rate_limit', json(401), "github.com refuses the portal's token; ask for a new one"],
    ['GET /rate_limit', json(503), 'github.com answers with status 503; try again later'],
    [
      'GET /rate_limit',
      json(403, {}, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1800000000' }),
      "github.com accepts no more requests of the portal's token until 08:00 UTC",
    ],
    [
      'GET /rate_limit',
      json(200, { resources: { core: { remaining: 0, reset: 1_800_000_000 } } }),
      "github.com accepts no more requests of the portal's token until 08:00 UTC",
    ],
  ])('%s: the step ends with the reason %#', async (request, answer, reason) => {
    answers[request] = answer;
    const message = await failure();
    expect(message).toContain(`acme/desk was not published: ${reason}`);
    expect(message).toContain('Nothing was created there.');
  });

  test('a connection is refused', async () => {
    const stopped = url();
    server.close();
    await once(server, 'close');
    expect(await failure(stopped)).toMatch(/does not answer \(.*ECONNREFUSED.*\); try again later/);
  });

  test('its name cannot be resolved', async () => {
    expect(await failure('http://api.github.invalid')).toMatch(/does not answer \(.*(ENOTFOUND|EAI_AGAIN)/);
  });
});

describe('GitHub fails while the repository is created', () => {
  test.each<[string, Answer, RegExp]>([
    ['POST /orgs/acme/repos', silent, /does not complete the step within 3 s.*Nothing was created there/],
    ['POST /orgs/acme/repos', json(502), /within 3 s/],
    [
      'POST /orgs/acme/repos',
      json(422, { message: 'Repository creation failed.: name already exists on this account' }),
      /Failed to create .*name already exists on this account\. Nothing was created there/,
    ],
    [
      'POST /orgs/acme/repos',
      json(403, { message: 'Resource not accessible by integration' }),
      /Failed to create .*Resource not accessible by integration\. Nothing was created there/,
    ],
    [
      'GET /users/acme',
      json(401),
      /refuses the portal's token; ask for a new one\. Nothing was created there/,
    ],
  ])('%s %#', async (request, answer, message) => {
    answers[request] = answer;
    expect(await failure()).toMatch(message);
  });

  test('it has created the repository, and its answer is lost', async () => {
    answers['POST /orgs/acme/repos'] = (_, response) => {
      answers['GET /repos/acme/desk'] = json(200);
      response.destroy();
    };
    expect(await failure()).toMatch(/within 3 s.*if https:\S+ exists and is empty, delete it/);
  });

  test('it stops answering: the step does not repeat its request for minutes', async () => {
    answers['GET /users/acme'] = last(json(503));
    expect(await failure()).toMatch(/does not answer \(.*ECONNREFUSED/);
  });
});

describe('GitHub fails after the repository was created', () => {
  const kept = new RegExp(
    `${address} was created by this task.*Retry, which continues with it, or delete it`,
  );

  test.each<[string, Answer, RegExp]>([
    ['GET /acme/desk.git/info/refs', json(503), /does not complete the step within 3 s/],
    ['GET /acme/desk.git/info/refs', json(403), /not published: HTTP Error: 403 Forbidden/],
    ['GET /acme/desk.git/info/refs', silent, /does not complete the step within 3 s/],
  ])('%s %#: the message names what exists', async (request, answer, reason) => {
    answers[request] = answer;
    const message = await failure();
    expect(message).toMatch(reason);
    expect(message).toMatch(kept);
  });

  test('it stops answering: the message names what exists', async () => {
    answers['POST /orgs/acme/repos'] = last(answers['POST /orgs/acme/repos']!);
    expect(await failure()).toMatch(kept);
  });
});

test('a repository that exists is refused, and not changed', async () => {
  answers['GET /repos/acme/desk'] = json(200);
  expect(await failure()).toMatch(
    /acme\/desk already exists on github\.com; choose another name\. Nothing was created there/,
  );
  expect(requests.filter(request => !request.startsWith('GET'))).toEqual([]);
});

test('a name that Windows reserves is refused before any request', async () => {
  const error = await publish(url(), { repo: 'nul' });
  expect(error?.message).toContain('its name is "nul", which Windows reserves for a device');
  expect(requests).toEqual([]);
});

describe('a retry', () => {
  const created = () => {
    const value = { remoteUrl: `${url()}/acme/desk.git`, repoContentsUrl: `${address}/blob/main` };
    return new Map<string, unknown>([['create.github.repo.acme.desk', value]]);
  };
  const creations = () => requests.filter(request => request === 'POST /orgs/acme/repos').length;

  test('continues with the repository that the task has created', async () => {
    answers['GET /repos/acme/desk'] = json(200);
    await publish(url(), { saved: created() });
    expect(creations()).toBe(0);
    expect(requests).toContain('GET /acme/desk.git/info/refs');
  });

  test('creates the repository again when the user has deleted it', async () => {
    await publish(url(), { saved: created() });
    expect(creations()).toBe(1);
  });

  test('changes nothing on GitHub when everything was published', async () => {
    const saved = new Map<string, unknown>([['published.acme.desk', { remoteUrl: address }]]);
    const outputs = {};
    expect(await publish(url(), { saved, outputs })).toBeUndefined();
    expect(outputs).toEqual({ remoteUrl: address });
    expect(requests).toEqual([]);
  });
});
