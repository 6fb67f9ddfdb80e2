import type { DatabaseService } from '@backstage/backend-plugin-api';

/** The database of the scaffolder. */
export type Database = Awaited<ReturnType<DatabaseService['getClient']>>;

/**
 * The column `state` of the table `tasks`, as far as it is used here: `saveTaskState` and `updateStepState` of
 * plugin-scaffolder-backend 4.2 write it (2026-11-29).
 */
interface SavedState {
  state?: {
    steps?: Record<string, { status: string }>;
    /** by the id of the step and the key of the checkpoint */
    checkpoints?: Record<string, { status: string; value?: unknown }>;
  };
}

/** A result of a step that a retry uses again. */
export interface Checkpoint {
  /** its key in the state of the task */
  id: string;
  step: string;
  key: string;
  value: unknown;
}

const ended = ['cancelled', 'completed', 'failed', 'skipped'];

/** Whether a step of a task has completed, so that the next run of the task leaves it out. */
export async function hasCompletedSteps(client: Database, id: string): Promise<boolean> {
  const { state } = await savedState(client, id);
  return Object.values(state?.steps ?? {}).some(({ status }) => status === 'completed');
}

/** Makes the next run of a task that has ended begin with its first step. Results of checkpoints stay. */
export async function forgetSteps(client: Database, id: string): Promise<void> {
  const saved = await savedState(client, id);
  if (!saved.state?.steps) return;
  const state: SavedState = { ...saved, state: { ...saved.state, steps: undefined } };
  await client('tasks')
    .where({ id })
    .whereIn('status', ended)
    .update({ state: JSON.stringify(state) });
}

/** The checkpoints that a task has reached: NunjucksWorkflowRunner of plugin-scaffolder-backend 4.2 names them. */
export async function checkpointsOf(client: Database, id: string): Promise<Checkpoint[]> {
  const { state } = await savedState(client, id);
  return Object.entries(state?.checkpoints ?? {})
    .filter(([, { status }]) => status === 'success')
    .map(([name, { value }]) => {
      const [, step = '', key = ''] = /^v1\.task\.checkpoint\.([^.]+)\.(.+)$/.exec(name) ?? [];
      return { id: name, step, key, value };
    });
}

/** Makes the next run of a task do the work of a checkpoint again. */
export async function forgetCheckpoint(client: Database, id: string, checkpoint: Checkpoint): Promise<void> {
  const saved = await savedState(client, id);
  delete saved.state?.checkpoints?.[checkpoint.id];
  await client('tasks')
    .where({ id })
    .update({ state: JSON.stringify(saved) });
}

/** Whether a task has ended without success. */
export async function hasFailed(client: Database, id: string): Promise<boolean> {
  const rows: unknown[] = await client('tasks')
    .where({ id })
    .whereIn('status', ['cancelled', 'failed'])
    .select('id');
  return rows.length > 0;
}

/** Whether a step has failed in the last run of a task, which may go on with steps that always run. */
export const hasFailedStep = async (client: Database, id: string): Promise<boolean> =>
  (await logOfLastRun(client, id)).some(({ status }) => status === 'failed');

/** The messages in the log of a task's last run: NunjucksWorkflowRunner of plugin-scaffolder-backend 4.2 writes the status. */
export async function logOfLastRun(
  client: Database,
  id: string,
): Promise<{ message?: string; status?: string }[]> {
  const run = client('task_events')
    .where({ task_id: id, event_type: 'recovered' })
    .select(client.raw('coalesce(max(id), 0)'));
  const rows: { body: string }[] = await client('task_events')
    .where({ task_id: id, event_type: 'log' })
    .andWhere('id', '>', run)
    .select('body');
  return rows.map(({ body }) => JSON.parse(body) as { message?: string; status?: string });
}

/** Adds a message to the log of a task. */
export async function addEvent(client: Database, id: string, type: string, body: object): Promise<void> {
  await client('task_events').insert({ task_id: id, event_type: type, body: JSON.stringify(body) });
}

async function savedState(client: Database, id: string): Promise<SavedState> {
  const rows: { state: string | null }[] = await client('tasks').where({ id }).select('state');
  const state = rows[0]?.state;
  return state ? (JSON.parse(state) as SavedState) : {};
}
