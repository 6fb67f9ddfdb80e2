import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { serveGit } from './gitServer.ts';
import { actionsAnswer, type TestRun } from './workflowRuns.ts';

/** A stand-in for GitHub with repositories in a folder. */
export interface TestGitHub {
  /** its address, which is also that of its REST API */
  url: string;
  /** method and path of every REST request, in order */
  requests: string[];
  /** the bodies of the requests that opened a pull request */
  pullRequests: Record<string, unknown>[];
  /** answers every request with this status, until it is 200 again */
  status: number;
  /** the permission that the portal's token has not; requests that need it are answered with 403 */
  missingPermission?: 'actions=read';
  /** the runs of workflows, the newest first */
  runs: TestRun[];
  /** creates an empty repository, and returns the folder of the bare repository */
  create(owner: string, repo: string): string;
  stop(): Promise<void>;
}

type Body = Record<string, unknown>;

/** A request to the REST API about a repository. */
interface Request {
  dir: string;
  /** below the address of the repository, such as `/git/trees/1234` */
  route: string;
  query: URLSearchParams;
  body: Body;
}

function git(dir: string, args: string[], input?: string | Buffer, env: Record<string, string> = {}): string {
  const identity = ['-c', 'user.name=Stand-in', '-c', 'user.email=github@example.com'];
  const output = execFileSync('git', [...identity, ...args], {
    cwd: dir,
    input,
    env: { ...process.env, ...env },
  });
  return output.toString().trim();
}

function commits({ dir, query }: Request): Body[] {
  const file = query.get('path');
  const args = [
    'log',
    `--max-count=${query.get('per_page')}`,
    '--format=%H %T %cI',
    query.get('sha') ?? 'HEAD',
  ];
  const lines = git(dir, [...args, ...(file === null ? [] : ['--', file])]).split('\n');
  return lines.filter(Boolean).map(line => {
    const [sha, tree, date] = line.split(' ');
    return { sha, commit: { tree: { sha: tree }, committer: { date } } };
  });
}

function readTree({ dir, route }: Request): Body {
  const [, sha = ''] = /^\/git\/trees\/(.+)$/.exec(route) ?? [];
  const tree = git(dir, ['ls-tree', '-r', sha])
    .split('\n')
    .map(line => {
      const [attributes = '', file] = line.split('\t');
      const [mode, type, blob] = attributes.split(' ');
      return { path: file, mode, type, sha: blob };
    });
  return { sha, tree, truncated: false };
}

function readBlob({ dir, route }: Request): Body {
  const sha = path.posix.basename(route);
  const content = execFileSync('git', ['cat-file', 'blob', sha], { cwd: dir }).toString('base64');
  return { sha, encoding: 'base64', content };
}

function writeBlob({ dir, body }: Request): Body {
  const content = Buffer.from(String(body.content), body.encoding === 'base64' ? 'base64' : 'utf8');
  return { sha: git(dir, ['hash-object', '-w', '--stdin'], content) };
}

function writeTree({ dir, body }: Request): Body {
  const env = { GIT_INDEX_FILE: path.join(dir, 'index-of-the-test') };
  git(dir, ['read-tree', String(body.base_tree)], undefined, env);
  for (const { path: file, mode, sha } of body.tree as { path: string; mode: string; sha: string | null }[]) {
    const entry = sha === null ? `0 ${'0'.repeat(40)}\t${file}` : `${mode} ${sha}\t${file}`;
    git(dir, ['update-index', '--index-info'], `${entry}\n`, env);
  }
  return { sha: git(dir, ['write-tree'], undefined, env) };
}

function writeCommit({ dir, body }: Request): Body {
  const parents = (body.parents as string[]).flatMap(parent => ['-p', parent]);
  return { sha: git(dir, ['commit-tree', String(body.tree), ...parents, '-m', String(body.message)]) };
}

/**
 * The REST calls of status and of `publish:github:pull-request`, looked up on 2026-11-29 in octokit-plugin-create-pull-request 5.1.1
 * and in https://docs.github.com/en/rest for the fields of the answers.
 */
const routes: [method: string, route: RegExp, answer: (request: Request) => unknown][] = [
  ['GET', /^$/, () => ({ default_branch: 'main', permissions: { push: true } })],
  ['GET', /^\/commits$/, commits],
  ['GET', /^\/git\/trees\/.+$/, readTree],
  ['GET', /^\/git\/blobs\/.+$/, readBlob],
  ['HEAD', /^\/contents\/.+$/, () => ({})],
  ['POST', /^\/git\/blobs$/, writeBlob],
  ['POST', /^\/git\/trees$/, writeTree],
  ['POST', /^\/git\/commits$/, writeCommit],
  [
    'POST',
    /^\/git\/refs$/,
    ({ dir, body }) => {
      git(dir, ['update-ref', String(body.ref), String(body.sha)]);
      return {};
    },
  ],
];

/**
 * Starts the stand-in on a free port.
 *
 * @param folder - an empty folder for its repositories
 */
export async function startTestGitHub(folder: string): Promise<TestGitHub> {
  const server = createServer((request, response) => void answer(gitHub, folder, request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const gitHub: TestGitHub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    pullRequests: [],
    runs: [],
    status: 200,
    create(owner, repo) {
      const dir = path.join(folder, owner, `${repo}.git`);
      mkdirSync(dir, { recursive: true });
      git(dir, ['init', '--quiet', '--bare', '--initial-branch=main']);
      return dir;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return gitHub;
}

async function answer(
  gitHub: TestGitHub,
  folder: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '', url = '' } = request;
  const target = new URL(url, gitHub.url);
  const { pathname, searchParams: query } = target;
  if (pathname.includes('.git/')) return serveGit(folder, target, request, response);
  gitHub.requests.push(`${method} ${url}`);
  const sent = await text(request);
  const body = (sent === '' ? {} : JSON.parse(sent)) as Body;
  if (gitHub.status !== 200) return send(response, gitHub.status, {});
  if (pathname === '/graphql') return send(response, 200, { data: { repository: { ref: null } } });
  const [, repository = '', route = ''] = /^\/repos\/([^/]+\/[^/]+)(.*)$/.exec(pathname) ?? [];
  if (method === 'POST' && route === '/pulls') {
    gitHub.pullRequests.push(body);
    const html_url = `${gitHub.url}/${repository}/pull/1`;
    return send(response, 201, { html_url, number: 1, base: { ref: body.base } });
  }
  const known = request.headers['if-none-match'];
  if (route.startsWith('/actions/'))
    return sendActions(gitHub, actionsAnswer(gitHub, route, query), response, known);
  const found = routes.find(([of, pattern]) => of === method && pattern.test(route));
  if (!found) return send(response, 404, { message: `${method} ${url} is not in the stand-in` });
  const value = found[2]({ dir: path.join(folder, `${repository}.git`), route, query, body });
  send(response, method === 'POST' ? 201 : 200, value, known);
}

function sendActions(
  { missingPermission }: TestGitHub,
  value: unknown,
  response: ServerResponse,
  known?: string,
): void {
  if (missingPermission === undefined) return send(response, value ? 200 : 404, value ?? {}, known);
  response.setHeader('x-accepted-github-permissions', missingPermission);
  send(response, 403, { message: 'Resource not accessible by personal access token' });
}

function send(response: ServerResponse, status: number, value: unknown, known?: string): void {
  const json = JSON.stringify(value);
  const etag = `"${Buffer.from(json).toString('base64url').slice(-64)}${json.length}"`;
  if (known === etag) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json', etag }).end(json);
}
