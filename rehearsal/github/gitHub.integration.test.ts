import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type GitHub, startGitHub } from './gitHub.ts';

const run = promisify(execFile);

let folder: string;
let gitHub: GitHub;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-github-'));
  gitHub = await startGitHub(path.join(folder, 'repositories'));
});

afterEach(async () => {
  await gitHub.stop();
  await rm(folder, { recursive: true, force: true });
});

async function request(method: string, target: string, body?: object, token = gitHub.token) {
  const response = await fetch(`${gitHub.url}${target}`, {
    method,
    headers: { Authorization: `token ${token}` },
    body: body && JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

const create = (name: string) => request('POST', '/orgs/acme/repos', { name, private: true });

test('a created repository has the address of a clone, and ids that GitHub would give', async () => {
  const { status, text } = await create('desk');
  expect(status).toBe(201);
  expect(JSON.parse(text)).toMatchObject({
    full_name: 'acme/desk',
    clone_url: `${gitHub.url}/acme/desk.git`,
    owner: { id: expect.any(Number) as number },
  });
});

test('a second repository with the name is refused, also in other letters', async () => {
  await create('desk');
  expect(await create('Desk')).toMatchObject({
    status: 422,
    text: expect.stringContaining('name already exists') as string,
  });
});

test('a pushed file can be cloned and read by the API', async () => {
  await create('desk');
  const address = `${gitHub.url.replace('//', `//x-access-token:${gitHub.token}@`)}/acme/desk.git`;
  const clone = path.join(folder, 'clone');
  await run('git', ['clone', '--quiet', address, clone]);
  await writeFile(path.join(clone, 'README.md'), 'recipes, 料理\n');
  const git = (...args: string[]) =>
    run('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], { cwd: clone });
  await git('add', '.');
  await git('commit', '--quiet', '-m', 'Add a file');
  await git('push', '--quiet', 'origin', 'HEAD:main');
  const contents = '/repos/acme/desk/contents/README.md';
  expect(await request('GET', `${contents}?ref=main`)).toEqual({ status: 200, text: 'recipes, 料理\n' });
  expect(await request('GET', `${contents}?ref=other`)).toMatchObject({ status: 404 });
});

test('a wrong token is refused, by the API and by git', async () => {
  await create('desk');
  expect(await request('GET', '/users/acme', undefined, 'wrong')).toMatchObject({ status: 401 });
  const address = `${gitHub.url.replace('//', '//x:wrong@')}/acme/desk.git`;
  await expect(run('git', ['ls-remote', address])).rejects.toThrow('Authentication failed');
});

test('a call that it does not know is answered with 404 and recorded', async () => {
  expect(await request('GET', '/repos/acme/desk/topics')).toMatchObject({ status: 404 });
  expect(gitHub.calls).toEqual([
    { method: 'GET', path: '/repos/acme/desk/topics', status: 404, known: false },
  ]);
});
