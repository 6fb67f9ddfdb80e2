import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ConfigReader } from '@backstage/config';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { destinationProblems, type Destinations } from './destinationProblems.ts';
import { DefaultGithubCredentialsProvider, ScmIntegrations } from '../integration.ts';

const statuses: Record<string, number> = {
  '/repos/acme/taken': 200,
  '/repos/acme/secret': 403,
  '/repos/acme/token': 401,
  '/repos/acme/limited': 403,
  '/repos/acme/down': 503,
};
const tokens: (string | undefined)[] = [];
const github: Server = createServer((request, response) => {
  tokens.push(request.headers.authorization);
  if (request.url === '/repos/acme/silent') return;
  if (request.url === '/repos/acme/limited') response.setHeader('x-ratelimit-remaining', '0');
  response.writeHead(statuses[request.url ?? ''] ?? 404).end('{}');
});
let root: string;
let destinations: Destinations;

/** The address of a server that has been stopped. */
async function stoppedServer(): Promise<string> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://localhost:${port}`;
}

beforeAll(async () => {
  github.listen(0, 'localhost');
  await once(github, 'listening');
  const apiBaseUrl = `http://localhost:${(github.address() as AddressInfo).port}`;
  const hosts = [
    { host: 'github.com', apiBaseUrl, token: 'secret-token' },
    { host: 'ghe.example', apiBaseUrl: await stoppedServer(), token: 'secret-token' },
  ];
  const integrations = ScmIntegrations.fromConfig(new ConfigReader({ integrations: { github: hosts } }));
  root = await mkdtemp(path.join(os.tmpdir(), 'goldpath-destination-'));
  await mkdir(path.join(root, 'taken'));
  destinations = {
    root,
    integrations,
    github: DefaultGithubCredentialsProvider.fromIntegrations(integrations),
  };
});

afterAll(async () => {
  github.closeAllConnections();
  github.close();
  await rm(root, { recursive: true, force: true });
});

const both = ['goldpath:publish:local', 'publish:github'];
const fieldsOf = async (answers: Record<string, string>, actions = both) =>
  (await destinationProblems(new Set(actions), answers, destinations)).map(({ field }) => field);
const onGithub = (repo: string, host = 'github.com') => ({
  destination: 'github',
  repoUrl: `${host}?owner=acme&repo=${repo}`,
});

test('a name with an existing folder is taken', async () => {
  expect(await fieldsOf({ destination: 'local', name: 'taken' })).toEqual(['name']);
});

test('a template without a question for the destination uses the one that it publishes to', async () => {
  expect(await fieldsOf({ name: 'taken' }, ['goldpath:publish:local'])).toEqual(['name']);
});

test.each([
  [{ destination: 'local', name: 'free' }, both],
  [{ destination: 'github', name: 'taken' }, both],
  [{ destination: 'local', name: 'taken' }, ['publish:github']],
])('%j of a template with %j is free', async (answers, actions) => {
  expect(await fieldsOf(answers, actions)).toEqual([]);
});

test('an existing repository is taken, requested with the portal’s token', async () => {
  expect(await destinationProblems(new Set(both), onGithub('taken'), destinations)).toEqual([
    { field: 'repoUrl', message: 'acme/taken already exists on github.com; choose another name' },
  ]);
  expect(tokens).toContain('Bearer secret-token');
});

test.each([onGithub('free'), onGithub('secret')])(
  '%j has no problem: it does not exist or is not visible',
  async answers => {
    expect(await fieldsOf(answers)).toEqual([]);
  },
);

test.each([
  [onGithub('free', 'ghe.example'), 'ghe.example does not answer ('],
  [onGithub('silent'), 'github.com does not answer (The operation was aborted due to timeout)'],
  [onGithub('down'), 'github.com answers with status 503; try again later'],
  [onGithub('limited'), "github.com accepts no more requests of the portal's token for now"],
  [onGithub('token'), "github.com refuses the portal's token"],
])('%j is refused with the reason, before a task starts', async (answers, reason) => {
  expect(await destinationProblems(new Set(both), answers, destinations)).toEqual([
    { field: 'repoUrl', message: expect.stringContaining(`cannot be created: ${reason}`) as string },
  ]);
});

test('the local destination is refused in a portal that does not publish locally', async () => {
  const answers = { destination: 'local', name: 'free' };
  expect(
    await destinationProblems(new Set(both), answers, { ...destinations, root: undefined }),
  ).toMatchObject([{ field: 'destination' }]);
});

test('a repository on an unknown host is reported', async () => {
  expect(await fieldsOf(onGithub('free', 'elsewhere.example'))).toEqual(['repoUrl']);
});
