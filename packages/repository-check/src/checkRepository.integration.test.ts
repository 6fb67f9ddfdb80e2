import { expect, test } from 'vitest';
import { folderOf } from '@goldpath/files/testing';
import { isBlocking } from '@goldpath/diagnostics';
import { checkRepository } from './checkRepository.ts';
import { checks } from './checks.ts';

const program = {
  'Pulumi.yaml': 'name: desk\nruntime: nodejs\n',
  'index.ts': `import * as aws from '@pulumi/aws';

new aws.rds.Instance('desk', { instanceClass: 'db.t4g.micro', publiclyAccessible: true });
`,
};

test('every check runs on a repository, and every part reports progress', async () => {
  const parts: string[] = [];
  const dir = await folderOf({ 'catalog-info.yaml': 'kind: System\n' });
  const results = await checkRepository(dir, { onProgress: line => parts.push(line) });
  expect(results.map(({ rule }) => rule)).toContain('catalog-entity-valid');
  expect(parts.map(part => part.replace(/ \(\d+\)$/, '')).sort()).toEqual(
    checks.map(({ title }) => `Checked: ${title}`).sort(),
  );
});

test('only policies are checked on the folder of a Pulumi program', async () => {
  const results = await checkRepository(await folderOf(program));
  expect(results.map(({ location }) => location.file)).toContain('index.ts');
  expect(results.filter(({ rule }) => rule.startsWith('catalog') || rule.startsWith('workflow'))).toEqual([]);
  expect(results.some(isBlocking)).toBe(true);
});

test('a check that is stopped reports no problem of the program', async () => {
  const stop = new AbortController();
  const dir = await folderOf({ 'catalog-info.yaml': 'kind: System\n', ...program });
  const check = checkRepository(dir, { signal: stop.signal, onProgress: () => stop.abort() });
  await expect(check).rejects.toMatchObject({ name: 'AbortError' });
});

test('ignored files are not checked', async () => {
  const ignored = Object.entries(program).map(([file, text]) => [`old/${file}`, text]);
  const dir = await folderOf({
    '.gitignore': 'old/\n',
    'catalog-info.yaml': '',
    ...(Object.fromEntries(ignored) as Record<string, string>),
  });
  const results = await checkRepository(dir);
  expect(results.map(({ location }) => location.file).filter(file => file.startsWith('old/'))).toEqual([]);
});

test('a folder without a service is checked where it has configurations below it', async () => {
  const dir = await folderOf({
    'shop/main.tf': 'resource "aws_sqs_queue" "orders" {\n  sqs_managed_sse_enabled = false\n}\n',
  });
  expect(await checkRepository(dir)).toContainEqual(
    expect.objectContaining({ rule: 'queue-encrypted', location: { file: 'shop/main.tf', line: 1 } }),
  );
});

test.each([
  ['that does not exist', '/does/not/exist', '/does/not/exist is not a folder'],
  ['without a service or a program', import.meta.dirname, 'has neither a service'],
])('a folder %s is refused', async (_what, dir, message) => {
  await expect(checkRepository(dir)).rejects.toThrow(message);
});

test.each([
  ['error', 'fail', true],
  ['error', 'unverifiable', true],
  ['error', 'pass', false],
  ['error', 'waived', false],
  ['warning', 'fail', false],
] as const)('a result of severity %s that is %s blocks: %s', (severity, verdict, blocks) => {
  const subject = { type: 't', name: 'n', urn: '' };
  const location = { file: 'f', line: 1 };
  expect(isBlocking({ rule: 'r', severity, verdict, subject, location, message: '', fix: '' })).toBe(blocks);
});
