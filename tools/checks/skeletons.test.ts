import path from 'node:path';
import { folderOf } from '@goldpath/files/testing';
import { expect, test } from 'vitest';
import { readSharing, sharingTemplates, templateFolder } from '../share/sharing.ts';
import { root } from '../root.mjs';
import { readProject, readSkeletons } from './skeletons.ts';

const skeletons = await readSkeletons();
const testsIn = (id: string, project: string) =>
  skeletons
    .flatMap(({ scripts }) => scripts)
    .find(({ cwd, report }) => report && cwd === path.join(root, 'templates', id, project))?.command ?? [];

const sharing = await Promise.all(
  sharingTemplates().map(async id => ({ id, ...(await readSharing(templateFolder(id)))! })),
);
const testedElsewhere = sharing.filter(({ testedThere }) => testedThere.includes('infra/'));

test.each(testedElsewhere)(
  'a shared test of $id runs in the skeleton that it comes from',
  ({ id, from, own }) => {
    const test = 'network.test.ts';
    expect(own).not.toContain(`infra/${test}`);
    expect(testsIn(id, 'skeleton/infra')).toContain(`--exclude=${test}`);
    expect(testsIn(from, 'skeleton/infra')).not.toContain(`--exclude=${test}`);
  },
);

test('a test of one service runs in its skeleton', () => {
  for (const id of sharingTemplates())
    expect(testsIn(id, 'skeleton/infra')).not.toContain('--exclude=container.test.ts');
});

const commandsOf = async (files: Record<string, string>) => {
  const { install, scripts } = await readProject(await folderOf(files), 'sketch', ['x.test.ts']);
  return [install, ...scripts].map(({ command }) => command.join(' '));
};

test('a project whose tests vitest does not run gets no options of vitest', async () => {
  const scripts = { test: 'node --test', lint: 'node lint.js' };
  expect(
    await commandsOf({ 'package.json': JSON.stringify({ scripts }), 'package-lock.json': '{}' }),
  ).toEqual(['npm ci --no-audit --no-fund', 'npm test', 'npm run lint']);
});

test('a project without a lockfile is installed without writing one', async () => {
  expect(await commandsOf({ 'package.json': '{}' })).toEqual([
    'npm install --no-package-lock --no-audit --no-fund',
  ]);
});
