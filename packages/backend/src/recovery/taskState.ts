import type { DatabaseService } from '@backstage/backend-plugin-api';

/** The database of the scaffolder. */
export type Database = Awaited<ReturnType<DatabaseService['getClient']>>;

/**
 * The column `state` of the table `tasks`, as far as it is used here: `saveTaskState` and `updateStepState` of
 * plugin-scaffolder-backend 4.2 write it (2026-11-29).
 */
interface SavedState {
  state?: { steps?: Record<string, { status: string }> };
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

async function savedState(client: Database, id: string): Promise<SavedState> {
  const rows: { state: string | null }[] = await client('tasks').where({ id }).select('state');
  const state = rows[0]?.state;
  return state ? (JSON.parse(state) as SavedState) : {};
}
