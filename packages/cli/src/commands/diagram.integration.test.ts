import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { goldpathIn } from '../testing/goldpath.ts';

let work: string;

beforeEach(async () => {
  work = await mkdtemp(path.join(tmpdir(), 'goldpath-diagram-'));
  onTestFinished(() => rm(work, { recursive: true, force: true }));
});

/** A command in the test's folder. */
const goldpath = (...args: string[]) => goldpathIn(work, args);

/** Writes a program with a bucket, and these stages. */
async function program(folder: string, ...stages: string[]): Promise<void> {
  const dir = path.join(work, folder);
  await mkdir(dir, { recursive: true });
  await writeFile(path.join(dir, 'Pulumi.yaml'), 'name: desk\nruntime: nodejs\n');
  await writeFile(
    path.join(dir, 'index.ts'),
    "import * as aws from '@pulumi/aws';\nnew aws.s3.Bucket('files');\n",
  );
  for (const stage of stages)
    await writeFile(
      path.join(dir, `Pulumi.${stage}.yaml`),
      `config:\n  aws:region: eu-west-${stage.length}\n`,
    );
}

test('one stage is printed', async () => {
  await program('infra');
  const { code, stdout, stderr } = await goldpath('diagram', 'infra');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^<svg .*desk, stage dev.*<\/svg>\n$/s);
});

test('the program of a repository is found', async () => {
  await program('service/infra');
  const { code, stdout } = await goldpath('diagram', 'service', '--format', 'mermaid');
  expect(code).toBe(0);
  expect(stdout).toContain('flowchart TB');
});

test('several stages cannot be printed', async () => {
  await program('infra', 'dev', 'prod');
  const { code, stdout, stderr } = await goldpath('diagram', 'infra');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^infra has the stages dev, prod, .*--stage.*--out.*\n$/);
});

test('the requested stage is drawn, with its region', async () => {
  await program('infra', 'dev', 'prod');
  const { code, stdout } = await goldpath('diagram', 'infra', '--stage', 'prod');
  expect(code).toBe(0);
  expect(stdout).toContain('AWS region eu-west-4');
});

test('each of several stages is written to a file of its own', async () => {
  await program('infra', 'dev', 'prod');
  const { code, stdout } = await goldpath('diagram', 'infra', '--out', 'picture.svg');
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'Wrote picture.dev.svg\nWrote picture.prod.svg\n' });
  expect(await readdir(work)).toEqual(['infra', 'picture.dev.svg', 'picture.prod.svg']);
  expect(await readFile(path.join(work, 'picture.prod.svg'), 'utf8')).toContain('desk, stage prod');
});

test('one stage is written to the given file', async () => {
  await program('infra', 'dev', 'prod');
  const { stdout } = await goldpath('diagram', 'infra', '--stage', 'dev', '--out', 'picture.svg');
  expect(stdout).toBe('Wrote picture.svg\n');
});

test.each([
  ['a missing folder', ['missing'], /^missing is not a folder; name /],
  ['a folder without a program', ['.'], /^\. contains no Pulumi program/],
  ['an unknown stage', ['infra', '--stage', 'live'], /has no stack 'live'/],
  ['an unknown format', ['infra', '--format', 'png'], /svg, mermaid/],
  [
    'a file that cannot be written',
    ['infra', '--out', 'no/where.svg'],
    /^no\/where\.svg: cannot be written \(ENOENT\)/,
  ],
])('%s is wrong usage, reported in a sentence', async (_, args, message) => {
  if (args[0] === 'infra') await program('infra', 'dev');
  const { code, stdout, stderr } = await goldpath('diagram', ...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
  expect(stderr).not.toContain('    at ');
});

test('several programs in one repository are listed', async () => {
  await program('a');
  await program('b');
  const { code, stderr } = await goldpath('diagram', '.');
  expect(code).toBe(2);
  expect(stderr).toBe('. contains several Pulumi programs; name the folder of one: a, b\n');
});

test('a failing program is reported with its location', async () => {
  await program('infra');
  await writeFile(path.join(work, 'infra/index.ts'), "\nthrow new Error('no network today');\n");
  const { code, stderr } = await goldpath('diagram', 'infra');
  expect(code).toBe(2);
  expect(stderr).toContain('no network today');
  expect(stderr).toContain('index.ts:2');
});
