import path from 'node:path';
import { expect, test } from 'vitest';
import { x } from 'tinyexec';
import { folderOf } from '@goldpath/files/testing';
import { tinyTemplate } from '@goldpath/template/testing';

const bin = path.resolve(import.meta.dirname, '../../bin/goldpath.mjs');

const valid = {
  ...tinyTemplate,
  'samples/other.yaml': `${tinyTemplate['samples/other.yaml']}destination: local\n`,
};

async function run(cwd: string, ...args: string[]) {
  const { exitCode, stdout, stderr } = await x('node', [bin, ...args], { nodeOptions: { cwd } });
  return { exitCode, output: (stdout + stderr).replaceAll(/\d+\.\d s/g, 'N s') };
}

test('goldpath test prints the result of each ring, and passes', async () => {
  expect(await run(await folderOf(valid), 'test', '.', '--ring', '1,2')).toEqual({
    exitCode: 0,
    output: `tiny 1.2.3
  ring 1  passed      N s  the skeleton's own scripts
  ring 2  passed      N s  identity and residue over generated answers
  2 passed in N s
`,
  });
});

test('goldpath test runs the rings of every --ring', async () => {
  const { output } = await run(await folderOf(valid), 'test', '.', '--ring', '2', '--ring', '1');
  expect(output).toMatch(/ring 1 +passed[^]*ring 2 +passed/);
});

test('goldpath test names the file, the sample and the logs of a failure, and skips the other rings', async () => {
  const folder = await folderOf({ ...valid, 'skeleton/src/main.ts': 'print("the sample team")\n' });
  const { exitCode, output } = await run(folder, 'test', '.', '--ring', '2,3');
  expect(exitCode).toBe(1);
  expect(output).toContain('✗ skeleton/src/main.ts:1  error  template-test-residue');
  expect(output).toMatch(/with the sample other\.[^]*\nLogs: .*ring-2\n/);
  expect(output).toContain('  ring 3  skipped     N s  template.yaml in the scaffolder\n');
});

/** A repository whose folder `tiny` has the template, with changed files. */
async function repositoryOf(changes: Record<string, string> = {}) {
  const files = Object.entries({ ...valid, ...changes }).map(([file, text]) => [`tiny/${file}`, text]);
  const folder = await folderOf(Object.fromEntries(files) as Record<string, string>);
  const git = async (...args: string[]) => {
    const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
    const options = { nodeOptions: { cwd: folder }, throwOnError: true };
    return (await x('git', [...identity, ...args], options)).stdout;
  };
  await git('init', '--quiet', '--template=');
  await git('add', '--all', '--force');
  await git('commit', '--quiet', '--message=Add');
  return { folder, git };
}

test('goldpath release --dry-run prints the entry, and writes nothing', async () => {
  const { folder, git } = await repositoryOf();
  const { exitCode, output } = await run(folder, 'release', 'tiny', '--dry-run');
  expect(exitCode).toBe(0);
  expect(output).toMatch(/\n## 1\.2\.3 \(\d{4}-\d\d-\d\d\)\n/);
  expect(output).toContain('Nothing was written. Run it without --dry-run to test and tag tiny@1.2.3.\n');
  expect(await git('status', '--porcelain')).toBe('');
  expect(await git('tag')).toBe('');
});

test('goldpath release of a template that fails a ring writes nothing', async () => {
  const { folder, git } = await repositoryOf({ 'skeleton/src/main.ts': 'print("the sample team")\n' });
  const { exitCode, output } = await run(folder, 'release', 'tiny');
  expect(exitCode).toBe(1);
  expect(output).toContain('✗ tiny/skeleton/src/main.ts:1  error  template-test-residue');
  expect(output).toMatch(/Nothing was released\.\n$/);
  expect(await git('status', '--porcelain')).toBe('');
  expect(await git('tag')).toBe('');
});

test.each([
  [['test', 'nothing-here'], 'nothing-here is neither a template nor a folder'],
  [['test', '.', '--ring', '6'], 'Give numbers from 1 to 5, such as 1,2,3.'],
  [
    ['test', '.', '--sample', 'no'],
    'The template does not have the sample no. Its samples are: other, skeleton.',
  ],
  [['release', '.'], 'is not in a git repository; a release is a tag, so it needs one.'],
])('goldpath %j is refused in a sentence', async (args, message) => {
  const { exitCode, output } = await run(await folderOf(valid), ...args);
  expect(output).toContain(message);
  expect(exitCode).toBe(2);
});
