// A developer creates a service in the portal, which publishes it to GitHub.
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EndedTask } from '../../tools/portal-api.ts';
import { answers, repository } from '../answers.ts';
import { cloneFolder, repositoriesFolder } from '../folders.ts';
import { type GitHub, startGitHub } from '../github/gitHub.ts';
import { type RehearsedPortal, startRehearsedPortal } from '../portal.ts';

const run = promisify(execFile);
const template = 'template:default/prompt-library-service';
const { owner, name } = repository;

let gitHub: GitHub;
let portal: RehearsedPortal;
let task: EndedTask;

beforeAll(async () => {
  await rm(repositoriesFolder, { recursive: true, force: true });
  await rm(cloneFolder, { recursive: true, force: true });
  gitHub = await startGitHub(repositoriesFolder);
  portal = await startRehearsedPortal(gitHub, template);
  task = await portal.api.runTask(template, answers);
});

afterAll(async () => {
  await portal?.stop();
  await gitHub?.stop();
});

test('the task completes', () => {
  expect(task.log.join('\n')).not.toMatch(/\berror\b|Skipping: /i);
  expect(task.status).toBe('completed');
});

test('GitHub received no call that it does not know', () => {
  expect(gitHub.calls.filter(({ known }) => !known)).toEqual([]);
});

test('the repository has the answers about it, and its branch is protected', () => {
  const created = gitHub.repositories.find(owner, name);
  expect(created?.settings).toMatchObject({
    description: answers.description,
    visibility: answers.visibility,
  });
  expect(created?.protection).toHaveProperty('main');
});

test('the push arrives as one commit on main', async () => {
  const folder = gitHub.repositories.folderOf(owner, name);
  const git = async (...args: string[]) => (await run('git', args, { cwd: folder })).stdout.trim();
  expect(await git('rev-list', '--count', 'main')).toBe('1');
  expect(await git('ls-tree', '--name-only', 'main')).toContain('catalog-info.yaml');
});

test('the catalog reads the service back from GitHub', async () => {
  const entity = await portal.api.entity(`component:default/${answers.name}`, 30_000);
  expect(entity?.spec).toMatchObject({ type: 'service', owner: answers.owner });
  expect(entity?.metadata.annotations?.['backstage.io/source-location']).toContain(
    `github.com/${owner}/${name}`,
  );
});

test('the developer clones it', async () => {
  const address = `${gitHub.url.replace('//', `//x-access-token:${gitHub.token}@`)}/${owner}/${name}.git`;
  await run('git', ['clone', '--quiet', address, cloneFolder]);
  const { stdout } = await run('git', ['status', '--porcelain', '--branch'], { cwd: cloneFolder });
  expect(stdout.trim()).toBe('## main...origin/main');
});
