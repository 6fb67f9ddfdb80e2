import { once } from 'node:events';
import { request } from 'node:http';
import { freePort } from '../freePort.ts';
import { startPostgres } from '../postgres.ts';
import { type Container, startContainer, type Unpacked } from './container.ts';
import { becomesReady } from './ready.ts';
import { Findings, none, until } from './report.ts';

/** The folder that the service writes to when it has no bucket. */
const data = '/app/.data';

/** Runs the service's image with a real PostgreSQL: migrates, writes, reads, and stops it during a request. */
export async function tryService(image: Unpacked, findings: Findings): Promise<void> {
  const postgres = await startPostgres();
  try {
    await postgres.createDatabase('app');
    const port = await freePort();
    const env = {
      DATABASE_URL: `postgresql://${postgres.user}@${postgres.host}:${postgres.port}/app`,
      PGPASSWORD: postgres.password,
      PORT: String(port),
    };
    await findings.check('migrations run as a one-off task of the same image', async () => {
      const task = await startContainer({ ...image, env, command: ['node', 'dist/migrate.js'] });
      const code = await task.ended;
      if (code !== 0) throw new Error(`it exited with ${code}: ${task.output().trim()}`);
      return task.output().trim().slice(0, 60);
    });
    await findings.check('every compiled module finds what it imports', () => importAll(image));
    await runService(image, env, `http://127.0.0.1:${port}`, findings);
  } finally {
    await postgres.stop();
  }
}

async function runService(
  image: Unpacked,
  env: Record<string, string>,
  url: string,
  findings: Findings,
): Promise<void> {
  const service = await startContainer({ ...image, env, data });
  try {
    if (await becomesReady(service, `${url}/health/ready`, findings))
      await useService(service, url, findings);
  } finally {
    await service.kill();
  }
}

async function useService(service: Container, url: string, findings: Findings): Promise<void> {
  const token = await register(url);
  await findings.check('a prompt is written and read', () => writeAndRead(url, token));
  await findings.check('every file of the page /docs is served', () => docsPage(url));
  await findings.check('after SIGTERM the current request finishes, then the process exits', async () => {
    const half = await halfARequest(url, token);
    await service.signal('TERM');
    await until(
      () => Promise.resolve(service.output().includes('stopping') || undefined),
      5_000,
      'The log line of the shutdown',
    );
    const status = await half.finish();
    const code = await service.ended;
    if (status !== 201 || code !== 0)
      throw new Error(`the request got ${status}, the process exited with ${code}`);
    return `201, then exit code 0`;
  });
}

/** Imports each module of `dist`, except those that start a process when they are loaded. */
async function importAll(image: Unpacked): Promise<string> {
  const script = `
    const { readdirSync } = await import('node:fs');
    const modules = readdirSync('dist', { recursive: true })
      .filter(file => file.endsWith('.js') && !['server.js', 'migrate.js', 'make-admin.js'].includes(file));
    for (const file of modules) await import('/app/dist/' + file);
    console.log(modules.length + ' modules');
    process.exit(0);`;
  const task = await startContainer({
    ...image,
    env: {},
    command: ['node', '--input-type=module', '-e', script],
  });
  const code = await task.ended;
  if (code !== 0) throw new Error(task.output().trim());
  return task.output().trim();
}

async function register(url: string): Promise<string> {
  const answer = await post(url, '/v1/auth/register', {
    email: 'someone@example.com',
    name: 'Someone',
    password: 'correct horse battery',
  });
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

const prompt = (title: string) => ({
  title,
  text: 'Write release notes for these commits: ${commits}',
  agentType: 'LLM',
  visibility: 'PUBLIC',
  tags: ['writing', '마케팅'],
});

async function writeAndRead(url: string, token: string): Promise<string> {
  const written = await post(url, '/v1/prompts', prompt('Release notes'), token);
  if (written.status !== 201) throw new Error(`writing: ${written.status} ${await written.text()}`);
  const { id } = (await written.json()) as { id: string };
  const found = await fetch(`${url}/v1/prompts?q=relaese`);
  const { items } = (await found.json()) as { items: { id: string }[] };
  if (!items.some(item => item.id === id)) throw new Error('the search did not find it');
  const read = await fetch(`${url}/v1/prompts/${id}`);
  if (((await read.json()) as { title: string }).title !== 'Release notes')
    throw new Error('the prompt that was read is not the one that was written');
  return '201, found by a search with a typo, and read';
}

async function docsPage(url: string): Promise<string> {
  const page = await (await fetch(`${url}/docs/`)).text();
  const files = [...page.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, file]) => file ?? '');
  const statuses = await Promise.all(
    files.map(async file => [file, (await fetch(url + file)).status] as const),
  );
  none(statuses.filter(([, status]) => status !== 200).map(([file, status]) => `${file}: ${status}`));
  return `${files.length} files`;
}

/** Sends the first half of a request that creates a prompt. */
async function halfARequest(url: string, token: string): Promise<{ finish(): Promise<number | undefined> }> {
  const body = JSON.stringify(prompt('In two halves'));
  const sending = request(`${url}/v1/prompts`, {
    method: 'POST',
    headers: { ...headers(token), 'content-length': Buffer.byteLength(body) },
  });
  const middle = Math.floor(body.length / 2);
  const answered = once(sending, 'response') as Promise<[{ statusCode?: number; resume(): void }]>;
  await new Promise(resolve => sending.write(body.slice(0, middle), resolve));
  // when the server has answered a later connection, it has accepted this one
  await (await fetch(`${url}/health/live`)).text();
  return {
    async finish() {
      sending.end(body.slice(middle));
      const [response] = await answered;
      response.resume();
      return response.statusCode;
    },
  };
}

const headers = (token?: string) => ({
  'content-type': 'application/json',
  ...(token && { authorization: `Bearer ${token}` }),
});

async function post(url: string, route: string, body: object, token?: string): Promise<Response> {
  return fetch(url + route, { method: 'POST', headers: headers(token), body: JSON.stringify(body) });
}
