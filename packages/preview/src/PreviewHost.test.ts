import type { Tree } from '@goldpath/files';
import type { Execution, StackRun } from '@goldpath/program';
import { expect, test } from 'vitest';
import { PreviewHost } from './PreviewHost.ts';

const files = {
  'README.md': 'a',
  'lib/zones.ts': 'b',
  'infra/Pulumi.yaml': 'description: a',
  'infra/sizes.json': '{}',
};

const treeOf = (changes: Record<string, string> = {}): Tree =>
  new Map(
    Object.entries({ ...files, ...changes }).map(([file, text]) => [
      file,
      { content: Buffer.from(text), executable: false },
    ]),
  );

const world = { organization: '', environment: {}, stackReferences: {}, lookups: {} };

const executionIn = (dir: string, size = 'small'): Execution => ({
  dir: `${dir}/infra`,
  entry: `${dir}/infra/index.ts`,
  project: 'shop',
  stacks: [{ stack: 'dev', config: { 'shop:size': size }, secretKeys: [], world }],
});

/** A host whose programs register nothing, and the folders that it has executed. */
function startHost() {
  const executed: string[] = [];
  const host = new PreviewHost({
    execute: ({ dir }) => {
      executed.push(dir);
      const source = { file: `${dir}/index.ts`, line: 1 };
      return Promise.resolve([
        { stack: 'dev', resources: [], omissions: [{ kind: 'callback', detail: '', source }] },
      ]);
    },
    stop: () => {},
  });
  return { host, executed };
}

const sourceOf = ([run]: StackRun[]) => run?.omissions[0]?.source?.file;

test('a repository in another folder with the same program is not executed again, and has its own places', async () => {
  const { host, executed } = startHost();
  const tree = treeOf();
  expect(sourceOf(await host.executeIn(tree, '/a')(executionIn('/a')))).toBe('/a/infra/index.ts');
  const changed = treeOf({ 'README.md': 'b', 'infra/Pulumi.yaml': 'description: b' });
  expect(sourceOf(await host.executeIn(changed, '/b')(executionIn('/b')))).toBe('/b/infra/index.ts');
  expect(executed).toEqual(['/a/infra']);
});

test.each([
  ['a file of the program', treeOf({ 'infra/sizes.json': '{"a":1}' }), executionIn('/b')],
  ['code outside the program', treeOf({ 'lib/zones.ts': 'c' }), executionIn('/b')],
  ['the configuration', treeOf(), executionIn('/b', 'large')],
])('another content of %s is executed', async (_case, tree, execution) => {
  const { host, executed } = startHost();
  await host.executeIn(treeOf(), '/a')(executionIn('/a'));
  await host.executeIn(tree, '/b')(execution);
  expect(executed).toEqual(['/a/infra', '/b/infra']);
});

test('a program that fails is executed again', async () => {
  let attempts = 0;
  const host = new PreviewHost({
    execute: () => Promise.reject(new Error(`attempt ${++attempts}`)),
    stop: () => {},
  });
  const execute = host.executeIn(treeOf(), '/a');
  await expect(execute(executionIn('/a'))).rejects.toThrow('attempt 1');
  await expect(execute(executionIn('/a'))).rejects.toThrow('attempt 2');
});
