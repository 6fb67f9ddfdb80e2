import path from 'node:path';
import { expect, test } from 'vitest';
import { readSharing, sharingTemplates, templateFolder } from '../share/sharing.ts';
import { root } from '../root.mjs';
import { readSkeletons } from './skeletons.ts';

const skeletons = await readSkeletons();
const testsIn = (id: string, project: string) =>
  skeletons
    .flatMap(({ scripts }) => scripts)
    .find(({ cwd, report }) => report && cwd === path.join(root, 'templates', id, project))?.command ?? [];

test.each(sharingTemplates())('a shared test of %s runs in the skeleton that it comes from', async id => {
  const { from, own } = (await readSharing(templateFolder(id)))!;
  const test = 'network.test.ts';
  expect(own).not.toContain(`infra/${test}`);
  expect(testsIn(id, 'skeleton/infra')).toContain(`--exclude=${test}`);
  expect(testsIn(from, 'skeleton/infra')).not.toContain(`--exclude=${test}`);
});

test('a test of one service runs in its skeleton', () => {
  for (const id of sharingTemplates())
    expect(testsIn(id, 'skeleton/infra')).not.toContain('--exclude=container.test.ts');
});
