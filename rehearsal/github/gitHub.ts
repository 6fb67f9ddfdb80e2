import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { serveGit } from '@goldpath/plugin-goldpath-node/testing';
import { Repositories } from './repositories.ts';

/** A request that the stand-in received. */
export interface Call {
  method: string;
  /** such as `/orgs/acme/repos` */
  path: string;
  status: number;
  /** whether the stand-in implements it */
  known: boolean;
}

/** A server with the REST calls that `publish:github` and the catalog make, and git over HTTP. */
export interface GitHub {
  url: string;
  /** the token that it accepts */
  token: string;
  repositories: Repositories;
  /** every REST call, in order */
  calls: readonly Call[];
  stop(): Promise<void>;
}

/** The body of a response, and its status. */
interface Answer {
  status: number;
  body: unknown;
}

/** A request without its transport. */
interface Request {
  parameters: Record<string, string>;
  query: URLSearchParams;
  body: Record<string, unknown>;
}

type Route = [
  method: string,
  path: RegExp,
  answer: (request: Request, gitHub: GitHub) => Promise<Answer> | Answer,
];

const repository = String.raw`/repos/(?<owner>[\w.-]+)/(?<name>[\w.-]+)`;

/**
 * The REST calls, looked up on 2026-11-28 in the code of @backstage/plugin-scaffolder-backend-module-github and
 * @backstage/integration, and in https://docs.github.com/en/rest for the fields of the answers.
 */
const routes: Route[] = [
  [
    'GET',
    /^\/users\/(?<owner>[\w.-]+)$/,
    ({ parameters: { owner = '' } }, { repositories }) => ok(repositories.owner(owner)),
  ],
  ['POST', /^\/orgs\/(?<owner>[\w.-]+)\/repos$/, createRepository],
  ['GET', new RegExp(`^${repository}$`), findRepository],
  // https://docs.github.com/en/rest/rate-limit/rate-limit
  ['GET', /^\/rate_limit$/, () => ok({ resources: { core: { remaining: 5000, reset: 0 } } })],
  ['PUT', new RegExp(`^${repository}/branches/(?<branch>[^/]+)/protection$`), protectBranch],
  ['GET', new RegExp(`^${repository}/contents/(?<file>.+)$`), readContents],
];

/**
 * Starts the stand-in on a free port.
 *
 * @param folder - of the bare repositories, which is created when it is missing
 */
export async function startGitHub(folder: string, token = 'a-token-of-the-rehearsal'): Promise<GitHub> {
  const calls: Call[] = [];
  const server = createServer((request, response) => void handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const repositories = new Repositories(folder, url);
  const gitHub: GitHub = { url, token, repositories, calls, stop };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = new URL(request.url ?? '/', url);
    if (!isAllowed(request.headers.authorization, token)) {
      response.setHeader('WWW-Authenticate', 'Basic realm="GitHub"');
      send(response, { status: 401, body: { message: 'Bad credentials' } });
    } else if (/\.git\//.test(target.pathname)) serveGit(folder, target, request, response);
    else {
      const { method = 'GET' } = request;
      const answer = await answerTo(method, target, await text(request), gitHub);
      calls.push({ method, path: target.pathname, status: answer.status, known: answer !== unknown });
      send(response, answer);
    }
  }

  async function stop(): Promise<void> {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }
  return gitHub;
}

async function answerTo(
  method: string,
  { pathname, searchParams }: URL,
  body: string,
  gitHub: GitHub,
): Promise<Answer> {
  for (const [routeMethod, pattern, answer] of routes) {
    const match = method === routeMethod ? pattern.exec(pathname) : null;
    if (!match) continue;
    const parsed = (body === '' ? {} : JSON.parse(body)) as Record<string, unknown>;
    return answer({ parameters: { ...match.groups }, query: searchParams, body: parsed }, gitHub);
  }
  return unknown;
}

const ok = (body: unknown): Answer => ({ status: 200, body });
const notFound: Answer = { status: 404, body: { message: 'Not Found' } };
const unknown: Answer = { ...notFound };

async function createRepository(
  { parameters: { owner = '' }, body }: Request,
  { repositories }: GitHub,
): Promise<Answer> {
  const { name, ...settings } = body;
  if (typeof name !== 'string') return { status: 422, body: { message: 'Repository creation failed.' } };
  if (repositories.find(owner, name))
    return {
      status: 422,
      body: {
        message: 'Repository creation failed.',
        errors: [{ message: 'name already exists on this account' }],
      },
    };
  return { status: 201, body: await repositories.create(owner, name, settings) };
}

function findRepository(
  { parameters: { owner = '', name = '' } }: Request,
  { repositories }: GitHub,
): Answer {
  const found = repositories.find(owner, name);
  return found ? ok(found) : notFound;
}

function protectBranch({ parameters, body }: Request, { repositories }: GitHub): Answer {
  const { owner = '', name = '', branch = '' } = parameters;
  const found = repositories.find(owner, name);
  if (!found) return notFound;
  found.protection[branch] = body;
  return ok(body);
}

async function readContents({ parameters, query }: Request, { repositories }: GitHub): Promise<Answer> {
  const { owner = '', name = '', file = '' } = parameters;
  const content = await repositories.read(owner, name, query.get('ref') ?? 'main', file);
  return content === undefined ? notFound : ok(content);
}

/** GitHub accepts a token as `token X`, `Bearer X`, or as the password of any user. */
function isAllowed(header: string | undefined, token: string): boolean {
  const [scheme = '', value = ''] = header?.split(' ') ?? [];
  if (/^basic$/i.test(scheme)) return Buffer.from(value, 'base64').toString().endsWith(`:${token}`);
  return /^(token|bearer)$/i.test(scheme) && value === token;
}

function send(response: ServerResponse, { status, body }: Answer): void {
  const isRaw = Buffer.isBuffer(body);
  response.writeHead(status, { 'Content-Type': isRaw ? 'application/vnd.github.raw' : 'application/json' });
  response.end(isRaw ? body : JSON.stringify(body));
}
