import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRepository, freeDestination, removeRepository } from './localRepository.ts';

let parent: string;
let root: string;
let source: string;

beforeEach(async () => {
  parent = await mkdtemp(path.join(os.tmpdir(), 'goldpath-publish-'));
  root = path.join(parent, 'stamped');
  source = path.join(parent, 'workspace');
  await mkdir(path.join(source, 'bin'), { recursive: true });
  await writeFile(path.join(source, 'README.md'), '# orders\n');
  await writeFile(path.join(source, 'bin', 'run'), '#!/bin/sh\n');
  await chmod(path.join(source, 'bin', 'run'), 0o755);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(parent, { recursive: true, force: true });
});

const author = { name: 'Nadia Haddad', email: 'nadia@example.com' };
const create = (name = 'orders', options: { signal?: AbortSignal } = {}) =>
  createRepository({ root, name, source, author, message: `Create ${name}`, ...options });
const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: path.join(root, 'orders'), encoding: 'utf8' });

test('the repository has one commit on main, by the person, with every file unchanged', async () => {
  const { repositoryPath, commit } = await create();
  expect(repositoryPath).toBe(path.join(root, 'orders'));
  expect(git('log', '--format=%H %an <%ae> %cn: %s', 'main')).toBe(
    `${commit} Nadia Haddad <nadia@example.com> Goldpath: Create orders\n`,
  );
  expect(git('ls-files', '--stage').replaceAll(/[0-9a-f]{40} 0\t/g, '')).toBe(
    '100644 README.md\n100755 bin/run\n',
  );
  expect(git('status', '--porcelain')).toBe('');
});

test('the git history of the workspace is not copied, at any depth', async () => {
  for (const folder of [source, path.join(source, 'bin')]) {
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
  }
  await writeFile(path.join(source, '.git', 'left-behind'), '');
  await create();
  expect(existsSync(path.join(root, 'orders', '.git', 'left-behind'))).toBe(false);
  expect(git('ls-files')).toBe('README.md\nbin/run\n');
});

test('a link is published as a link, never as its target', async () => {
  await writeFile(path.join(parent, 'private.txt'), 'private');
  await symlink('../../private.txt', path.join(source, 'link'));
  await create();
  expect(git('show', 'HEAD:link')).toBe('../../private.txt');
});

test('the git settings of the backend’s user have no effect', async () => {
  const home = path.join(parent, 'home');
  const hooks = path.join(home, 'template', 'hooks');
  await mkdir(hooks, { recursive: true });
  await writeFile(path.join(hooks, 'pre-commit'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  await writeFile(path.join(home, 'ignore'), '*.md\n');
  await writeFile(
    path.join(home, '.gitconfig'),
    `[init]\n\ttemplateDir = ${home}/template\n[core]\n\thooksPath = ${hooks}\n\texcludesFile = ${home}/ignore\n[commit]\n\tgpgSign = true\n[user]\n\tsigningKey = none\n`,
  );
  vi.stubEnv('HOME', home);
  vi.stubEnv('GIT_DIR', path.join(home, 'elsewhere.git'));
  await create();
  vi.unstubAllEnvs();
  expect(git('ls-files')).toBe('README.md\nbin/run\n');
});

test('an existing folder is refused and not changed', async () => {
  await mkdir(path.join(root, 'orders'), { recursive: true });
  await writeFile(path.join(root, 'orders', 'mine.txt'), 'mine');
  await expect(create()).rejects.toThrow(`name: ${path.join(root, 'orders')} already exists`);
  expect(await readdir(root)).toEqual(['orders']);
  expect(await readdir(path.join(root, 'orders'))).toEqual(['mine.txt']);
});

test('a file or a dangling link in the way is refused', async () => {
  await mkdir(root);
  await writeFile(path.join(root, 'file'), '');
  await symlink('missing', path.join(root, 'link'));
  await expect(create('file')).rejects.toThrow('already exists');
  await expect(create('link')).rejects.toThrow('already exists');
});

test('of several concurrent tasks one succeeds, and the others leave nothing behind', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 4 }, () => create()));
  const won = outcomes.filter(outcome => outcome.status === 'fulfilled');
  const lost = outcomes.filter(outcome => outcome.status === 'rejected');
  expect(won).toHaveLength(1);
  expect(lost).toHaveLength(3);
  for (const { reason } of lost) expect(String(reason)).toContain('already exists');
  expect(await readdir(root)).toEqual(['orders']);
  expect(git('rev-parse', 'HEAD').trim()).toBe(won[0]?.value.commit);
});

test('a cancelled step leaves nothing behind', async () => {
  await expect(create('orders', { signal: AbortSignal.abort() })).rejects.toThrow('The step was cancelled.');
  expect(await readdir(root)).toEqual([]);
});

test('an empty workspace is refused before anything is created', async () => {
  await rm(source, { recursive: true });
  await mkdir(source);
  await expect(create()).rejects.toThrow('The workspace has no files');
  expect(existsSync(root)).toBe(false);
});

test.each(['', '.', '..', '../orders', 'a/b', 'a\\b', '.hidden', '-flag', 'a b', 'a\0b', 'x'.repeat(64)])(
  'the name %j is refused',
  async name => {
    await expect(freeDestination(root, name)).rejects.toThrow('cannot be the name of a repository');
  },
);

test.each(['con', 'NUL', 'aux.js', 'com1'])(
  'the name %j is refused, since Windows reserves it',
  async name => {
    await expect(freeDestination(root, name)).rejects.toThrow(
      `name: is "${name}", which Windows reserves for a device; choose another name`,
    );
  },
);

test('a destination is directly below the root, for any name', async () => {
  const names = fc.oneof(fc.string(), fc.stringMatching(/^[a-z0-9./\\_-]{1,70}$/));
  await fc.assert(
    fc.asyncProperty(names, async name => {
      const destination = await freeDestination(root, name).catch(() => path.join(root, 'refused'));
      expect(path.dirname(destination)).toBe(root);
    }),
  );
});

test('an unchanged repository is removed', async () => {
  const published = await create();
  expect(await removeRepository({ root, ...published })).toBe('removed');
  expect(await readdir(root)).toEqual([]);
  expect(await removeRepository({ root, ...published })).toBe('missing');
});

test.each([
  ['a new file', () => writeFile(path.join(root, 'orders', 'notes.txt'), '')],
  ['an ignored file', ignoredFile],
  ['a changed file', () => writeFile(path.join(root, 'orders', 'README.md'), '# ours\n')],
  ['a branch', () => Promise.resolve(void git('branch', 'ours'))],
])('a repository with %s is not removed', async (_, change) => {
  const published = await create();
  await change();
  expect(await removeRepository({ root, ...published })).toBe('changed');
  expect(existsSync(path.join(root, 'orders', 'bin', 'run'))).toBe(true);
});

async function ignoredFile(): Promise<void> {
  const info = path.join(root, 'orders', '.git', 'info');
  await mkdir(info, { recursive: true });
  await writeFile(path.join(info, 'exclude'), '*.log\n');
  await writeFile(path.join(root, 'orders', 'debug.log'), '');
}

test('a folder outside of the local repositories is not removed', async () => {
  const published = await create();
  expect(await removeRepository({ root: parent, ...published })).toBe('changed');
});
