import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { completeWorkspaces } from './completeWorkspaces.ts';

let folder: string;
let workspace: string;
const task = { taskId: 'task' };

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-workspaces-'));
  workspace = path.join(folder, 'task');
  await mkdir(path.join(workspace, 'src'), { recursive: true });
  await writeFile(path.join(workspace, 'src', 'server.ts'), 'export {};\n');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** Begins another run of the task. */
const rehydrate = (hasCompletedSteps: boolean) =>
  completeWorkspaces(folder, () => Promise.resolve(hasCompletedSteps)).rehydrateWorkspace({
    ...task,
    targetPath: workspace,
  });

const serialize = () =>
  completeWorkspaces(folder, () => Promise.resolve(true)).serializeWorkspace({ ...task, path: workspace });

test('a run continues with the files of the completed steps', async () => {
  await serialize();
  await rehydrate(true);
  expect(await readdir(workspace)).toEqual(['src']);
});

test.each([
  ['was removed', () => rm(path.join(workspace, 'src'), { recursive: true })],
  ['lost a file', () => rm(path.join(workspace, 'src', 'server.ts'))],
  ['has half a file', () => writeFile(path.join(workspace, 'src', 'server.ts'), 'export')],
  ['has another file', () => writeFile(path.join(workspace, 'half'), '')],
  ['is on another machine', () => rm(path.join(folder, 'task.digest'))],
])('a run whose workspace %s does not continue', async (_, change) => {
  await serialize();
  await change();
  await expect(rehydrate(true)).rejects.toThrow(/Nothing is published\. Start the task again with Retry/);
});

test('a run that begins with the first step begins with an empty workspace', async () => {
  await rehydrate(false);
  expect(await readdir(workspace)).toEqual([]);
});

test('nothing is left of a completed task', async () => {
  await serialize();
  await completeWorkspaces(folder, () => Promise.resolve(true)).cleanWorkspace(task);
  expect(await readdir(folder)).toEqual(['task']);
});
