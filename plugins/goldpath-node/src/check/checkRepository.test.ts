import { expect, test } from 'vitest';
import { folderOf } from '../testing/folder.ts';
import { checkRepository, isBlocking } from './checkRepository.ts';

const program = {
  'Pulumi.yaml': 'name: desk\nruntime: nodejs\n',
  'index.ts': `import * as aws from '@pulumi/aws';

new aws.rds.Instance('desk', { instanceClass: 'db.t4g.micro', publiclyAccessible: true });
`,
};

test('a repository is checked for everything, and the report counts the verdicts', async () => {
  const parts: string[] = [];
  const dir = await folderOf({ 'catalog-info.yaml': 'kind: System\n' });
  const { results, summary } = await checkRepository(dir, { onProgress: line => parts.push(line) });
  expect(results.map(({ rule }) => rule)).toEqual([
    'program-executed',
    'catalog-entity-valid',
    'workflow-valid',
  ]);
  expect(summary).toEqual({ pass: 0, fail: 3, unverifiable: 0, 'not-applicable': 0, waived: 0 });
  expect(parts.sort()).toEqual([
    'Checked: Prisma schema (0)',
    'Checked: catalog entities (1)',
    'Checked: infrastructure (1)',
    'Checked: manifest (0)',
    'Checked: workflows (1)',
  ]);
});

test("of a Pulumi program's folder the policies are checked and nothing else", async () => {
  const { results } = await checkRepository(await folderOf(program));
  expect(results.map(({ location }) => location.file)).toContain('index.ts');
  expect(results.filter(({ rule }) => rule.startsWith('catalog') || rule.startsWith('workflow'))).toEqual([]);
  expect(results.some(isBlocking)).toBe(true);
});

test('what git ignores is not checked', async () => {
  const ignored = Object.entries(program).map(([file, text]) => [`old/${file}`, text]);
  const dir = await folderOf({
    '.gitignore': 'old/\n',
    'catalog-info.yaml': '',
    ...Object.fromEntries(ignored),
  });
  const { results } = await checkRepository(dir);
  expect(results.map(({ location }) => location.file).filter(file => file.startsWith('old/'))).toEqual([]);
});

test.each([
  ['that is not there', '/nowhere/at/all', '/nowhere/at/all is no folder'],
  ['that holds neither a service nor a program', import.meta.dirname, 'holds neither a service'],
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
  const resource = { type: 't', name: 'n', urn: '' };
  const location = { file: 'f', line: 1 };
  expect(isBlocking({ rule: 'r', severity, verdict, resource, location, message: '', remedy: '' })).toBe(
    blocks,
  );
});
