import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { localRepositoriesRoot } from '@goldpath/plugin-goldpath-node';
import { addEvent, type Database } from './recovery/taskState.ts';
import { undoPublishing } from './recovery/undoPublishing.ts';

const message =
  'The portal stopped while this task was running. Check whether its repository exists already; if it does not, start the task again with Retry.';

/**
 * Fails the tasks that a killed portal left unfinished, and removes their workspaces and what they had published locally, so that
 * they can be retried. Only with
 * SQLite, whose portal is a single process: with PostgreSQL a task can be running in another replica.
 *
 * Backstage has no setting for this. The tables are those of plugin-scaffolder-backend 4.2: `completeTask` and `shutdownTask`
 * in its DatabaseTaskStore (2026-11-28).
 */
export const failUnfinishedTasksModule = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'fail-unfinished-tasks',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        database: coreServices.database,
        logger: coreServices.logger,
      },
      // a module is initialized before its plugin, so no task runs yet
      async init({ config, database, logger }) {
        if (!config.getString('backend.database.client').includes('sqlite')) return;
        const client = await database.getClient();
        const ids = await failTasks(client);
        const root = localRepositoriesRoot(config);
        const folder = config.getOptionalString('backend.workingDirectory') ?? tmpdir();
        for (const id of ids) {
          await removeWorkspaces(folder, id);
          await undoPublishing({ id, client, root });
          logger.warn(`Failed the task ${id}, which was running when the portal stopped`);
        }
      },
    });
  },
});

/** Milliseconds in which a task that is running reports at least once: it does so every second. */
const HEARTBEAT = 3_000;

interface RunningTask {
  id: string;
  /** the time of its last report */
  last_heartbeat_at: unknown;
}

/** The tasks that are processing according to the database. */
const runningTasks = (client: Database): Promise<RunningTask[]> =>
  client('tasks').where({ status: 'processing' }).select('id', 'last_heartbeat_at');

/** The tasks that no process runs. A second portal on the same data runs the others. */
async function abandonedTasks(client: Database): Promise<string[]> {
  const before = new Map((await runningTasks(client)).map(task => [task.id, task.last_heartbeat_at]));
  if (before.size === 0) return [];
  await wait(HEARTBEAT);
  return (await runningTasks(client))
    .filter(task => before.has(task.id) && before.get(task.id) === task.last_heartbeat_at)
    .map(({ id }) => id);
}

/** Fails every abandoned task, and returns their ids. */
async function failTasks(client: Database): Promise<string[]> {
  if (!(await client.schema.hasTable('tasks'))) return [];
  const ids = await abandonedTasks(client);
  return client.transaction(async transaction => {
    for (const id of ids) {
      for (const stepId of await runningSteps(transaction, id)) {
        await addEvent(transaction, id, 'log', { message, stepId, status: 'failed' });
      }
      await addEvent(transaction, id, 'completion', { message, error: { name: 'Error', message } });
    }
    await transaction('tasks').whereIn('id', ids).update({ status: 'failed', secrets: null });
    return ids;
  });
}

/** The steps that have begun and not ended. */
async function runningSteps(client: Database, id: string): Promise<string[]> {
  const rows: { body: string }[] = await client('task_events')
    .where({ task_id: id })
    .orderBy('id')
    .select('body');
  const running = new Set<string>();
  for (const { body } of rows) {
    const { stepId, status } = JSON.parse(body) as { stepId?: string; status?: string };
    if (stepId === undefined || status === undefined) continue;
    if (status === 'processing') running.add(stepId);
    else running.delete(stepId);
  }
  return [...running];
}

/** Removes the workspace of a task and the folders beside it whose names begin with it. */
async function removeWorkspaces(folder: string, id: string): Promise<void> {
  const names = await readdir(folder);
  const own = names.filter(name => name === id || name.startsWith(`${id}_`) || name.startsWith(`${id}.`));
  await Promise.all(own.map(name => rm(path.join(folder, name), { recursive: true, force: true })));
}
