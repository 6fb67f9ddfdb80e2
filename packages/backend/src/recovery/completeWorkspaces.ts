import { createHash } from 'node:crypto';
import { readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StepError } from '@goldpath/plugin-goldpath-node';

/**
 * Lets a task continue after its completed steps only in the workspace that they have left: a digest of it is written after each
 * step. The methods are those of `WorkspaceProvider` in plugin-scaffolder-node 0.13.
 *
 * @param folder - of the workspaces, the same for all replicas
 * @param hasCompletedSteps - whether the next run of a task leaves out steps
 */
export function completeWorkspaces(folder: string, hasCompletedSteps: (taskId: string) => Promise<boolean>) {
  const digestFile = (id: string) => path.join(folder, `${id}.digest`);
  return {
    async serializeWorkspace({ path: workspace, taskId }: { path: string; taskId: string }): Promise<void> {
      await writeFile(digestFile(taskId), await digestOf(workspace));
    },

    /**
     * Called before the first step of a run.
     *
     * @throws StepError when steps would be left out whose files are not in the workspace
     */
    async rehydrateWorkspace({ taskId, targetPath }: { taskId: string; targetPath: string }): Promise<void> {
      if (await hasCompletedSteps(taskId)) {
        const expected = await readFile(digestFile(taskId), 'utf8').catch(() => 'missing');
        if (expected === (await digestOf(targetPath))) return;
        throw new StepError(
          'The portal stopped while this task was running, and the files of its completed steps are not complete. Nothing is published. Start the task again with Retry: it begins with the first step.',
        );
      }
      // files of a run that stopped in its first step
      for (const name of await readdir(targetPath)) {
        await rm(path.join(targetPath, name), { recursive: true, force: true });
      }
    },

    cleanWorkspace: ({ taskId }: { taskId: string }): Promise<void> =>
      rm(digestFile(taskId), { force: true }),
  };
}

/** A hash of the names and contents in a folder. */
async function digestOf(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.map(entry => ({ entry, file: path.join(entry.parentPath, entry.name) }));
  files.sort((a, b) => (a.file < b.file ? -1 : 1));
  for (const { entry, file } of files) {
    hash.update(`\0${path.relative(folder, file)}\0`);
    if (entry.isFile()) hash.update(await readFile(file));
    if (entry.isSymbolicLink()) hash.update(await readlink(file));
  }
  return hash.digest('hex');
}
