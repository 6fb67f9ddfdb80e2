import { removeRepository } from '@goldpath/plugin-goldpath-node';
import {
  addEvent,
  type Checkpoint,
  checkpointsOf,
  type Database,
  forgetCheckpoint,
  logOfLastRun,
} from './taskState.ts';

/** A task that has failed, and where it was. */
export interface FailedTask {
  id: string;
  /** the database of the scaffolder */
  client: Database;
  /** absolute path of the folder of all local repositories; undefined when the portal does not publish locally */
  root: string | undefined;
}

/**
 * Undoes what a task has published before it failed, as {@link removePublished} does, and says in the task's log what was removed
 * and what remains, once for each run. The page of the task finds these messages by `undo`.
 */
export async function undoPublishing(task: FailedTask): Promise<void> {
  const outcomes = await removePublished(task);
  const log = await logOfLastRun(task.client, task.id);
  const isNew = ({ message }: { message: string }) => log.every(entry => entry.message !== message);
  for (const { stepId, message } of outcomes.filter(isNew))
    await addEvent(task.client, task.id, 'log', { message, stepId, undo: true });
}

/**
 * Removes the local repositories that a task has published before it failed, so that its name is free again and a retry publishes
 * them anew. Repositories that were changed since then, and those on GitHub, stay.
 *
 * @returns what was removed and what remains, by step
 */
export async function removePublished(task: FailedTask): Promise<{ stepId: string; message: string }[]> {
  const outcomes: { stepId: string; message: string }[] = [];
  for (const checkpoint of await checkpointsOf(task.client, task.id)) {
    const message = await undo(checkpoint, task);
    if (message !== undefined) outcomes.push({ stepId: checkpoint.step, message });
  }
  return outcomes;
}

/** The results of the checkpoints of `goldpath:publish:local` and of Backstage's `publish:github`. */
interface Published {
  repositoryPath?: string;
  commit?: string;
  remoteUrl?: string;
}

async function undo(checkpoint: Checkpoint, { id, client, root }: FailedTask): Promise<string | undefined> {
  const { repositoryPath, commit, remoteUrl } = (checkpoint.value ?? {}) as Published;
  if (checkpoint.key.startsWith('create.github.repo.') && remoteUrl !== undefined)
    return `${remoteUrl} was created by this task and was not deleted. Start the task again with Retry, which continues with it, or delete it.`;
  if (checkpoint.key !== 'publish.local' || root === undefined || !repositoryPath || !commit)
    return undefined;
  switch (await removeRepository({ root, repositoryPath, commit })) {
    case 'removed':
      await forgetCheckpoint(client, id, checkpoint);
      return `Removed ${repositoryPath}, which this task had published before it failed.`;
    case 'missing':
      await forgetCheckpoint(client, id, checkpoint);
      return undefined;
    case 'changed':
      return `${repositoryPath} was published by this task and was changed since. It was not removed.`;
  }
}
