import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Serves a request of the git smart HTTP protocol with `git http-backend`, which speaks CGI
 * (https://git-scm.com/docs/git-http-backend).
 *
 * @param folder - the folder of the bare repositories
 * @param pathname - path of the request, such as `/acme/recipe-desk.git/info/refs`
 */
export function serveGit(
  folder: string,
  { pathname, search }: URL,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const {
    'content-type': type = '',
    'content-encoding': encoding = '',
    'git-protocol': protocol = '',
  } = request.headers;
  const child = spawn('git', ['http-backend'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: type,
      HTTP_CONTENT_ENCODING: encoding,
      HTTP_GIT_PROTOCOL: String(protocol),
      REMOTE_USER: 'x-access-token',
    },
  });
  request.pipe(child.stdin);
  // git closes its input early when it refuses a request
  child.stdin.on('error', () => request.resume());
  void forward(child.stdout, response);
}

/** Copies the headers and the body of a CGI answer. */
async function forward(output: NodeJS.ReadableStream, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of output) chunks.push(chunk as Buffer);
  const answer = Buffer.concat(chunks);
  const end = answer.indexOf('\r\n\r\n');
  for (const line of answer.subarray(0, Math.max(end, 0)).toString().split('\r\n')) {
    const [, name = '', value = ''] = /^([^:]+): *(.*)$/.exec(line) ?? [];
    if (name === 'Status') response.statusCode = Number.parseInt(value, 10);
    else if (name) response.setHeader(name, value);
  }
  response.end(answer.subarray(end + 4));
}
