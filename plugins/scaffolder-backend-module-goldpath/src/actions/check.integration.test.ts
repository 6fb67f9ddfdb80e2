import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { checkRepository } from '@goldpath/repository-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCheckAction } from './check.ts';

const files = {
  'catalog-info.yaml':
    'apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: { name: shop }\nspec: { owner: a }\n',
  'infra/Pulumi.yaml': 'name: shop\nruntime: nodejs\n',
  'infra/index.ts': "import * as aws from '@pulumi/aws';\nnew aws.secretsmanager.Secret('token');\n",
};
/** Checks the program only: a repository that passes all checks would be a whole service. */
const checkProgram: typeof checkRepository = (dir, options) =>
  checkRepository(path.join(dir, 'infra'), options);

let workspacePath: string;

beforeEach(async () => {
  workspacePath = await mkdtemp(path.join(os.tmpdir(), 'goldpath-check-'));
  await mkdir(path.join(workspacePath, 'infra'));
  for (const [file, content] of Object.entries(files)) {
    await writeFile(path.join(workspacePath, file), content);
  }
});

afterEach(() => rm(workspacePath, { recursive: true, force: true }));

const run = (input: { describe?: boolean }) =>
  createCheckAction(checkProgram).handler(createMockActionContext({ workspacePath, input }));

test('the diagram and the cost of a valid program are written when requested', async () => {
  await run({ describe: true });
  const folder = path.join(workspacePath, 'docs/infrastructure');
  expect(await readdir(folder)).toEqual(['README.md', 'dev.svg']);
  expect(await readFile(path.join(folder, 'README.md'), 'utf8')).toMatch(
    /!\[.*\]\(dev\.svg\)[^]*\*\*Total\*\*/,
  );
});

test('the diagram and the cost are not written by default', async () => {
  await run({});
  expect(await readdir(workspacePath)).not.toContain('docs');
});
