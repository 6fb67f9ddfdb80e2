import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { PortalApi, type TaskEvent } from '../../../tools/portal-api.ts';
import { freePort } from '../../../tools/freePort.ts';
import { type Portal, startPortal, stopPortal } from '../../../tools/setup/portal.ts';
import { slowTemplate as template, writeSlowTemplate } from './slowTemplate.ts';

let folder: string;
let portal: Portal | undefined;

/** Starts a portal with the same data and repositories as the one before. */
async function start(): Promise<PortalApi> {
  portal = await startPortal({
    port: await freePort(),
    data: path.join(folder, 'data'),
    configs: ['app-config.yaml', path.join(folder, 'test.yaml')],
    env: { GOLDPATH_STAMPED: path.join(folder, 'stamped') },
  });
  return PortalApi.asGuest(portal.url);
}

async function statusOf(api: PortalApi, id: string): Promise<string> {
  const response = await api.request(`/api/scaffolder/v2/tasks/${id}`);
  return ((await response.json()) as { status: string }).status;
}

async function eventsUntil(
  api: PortalApi,
  id: string,
  isExpected: (event: TaskEvent) => boolean,
): Promise<TaskEvent[]> {
  for (;;) {
    const response = await api.request(`/api/scaffolder/v2/tasks/${id}/events`);
    const events = (await response.json()) as TaskEvent[];
    if (events.some(isExpected)) return events;
    await wait(20);
  }
}

const isOver = ({ type }: TaskEvent) => type === 'completion';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-killed-'));
  for (const name of ['stamped', 'workspaces']) await mkdir(path.join(folder, name));
  // longer than it takes to start a second portal
  const locations = await writeSlowTemplate(folder, 8);
  const backend = { workingDirectory: path.join(folder, 'workspaces') };
  await writeFile(path.join(folder, 'test.yaml'), stringify({ catalog: { locations }, backend }));
});

afterAll(async () => {
  if (portal) await stopPortal(portal);
  await rm(folder, { recursive: true, force: true });
});

test('a second portal on the same data leaves a running task alone', async () => {
  const first = await start();
  await first.entity(template, 120_000);
  const running = portal!;
  const id = await first.createTask(template, { name: 'undisturbed', owner: 'group:default/assistants' });
  await eventsUntil(first, id, ({ body }) => body.stepId === 'wait');
  await start();
  await stopPortal(portal!);
  await eventsUntil(first, id, isOver);
  expect(await statusOf(first, id)).toBe('completed');
  await rm(path.join(folder, 'stamped', 'undisturbed'), { recursive: true });
  await stopPortal(running);
});

test('a task of a killed portal has failed after the next start, and a retry completes it', async () => {
  const before = await start();
  await before.entity(template, 120_000);
  const answers = { name: 'orphan', owner: 'group:default/assistants' };
  const id = await before.createTask(template, answers);
  await eventsUntil(before, id, ({ body }) => body.stepId === 'wait');
  const exited = once(portal!.process, 'exit');
  portal!.process.kill('SIGKILL');
  await exited;

  const after = await start();
  expect(await statusOf(after, id)).toBe('failed');
  const events = await eventsUntil(after, id, isOver);
  const failed = events.filter(({ body }) => body.message.startsWith('The portal stopped while this task'));
  expect(failed.map(({ type, body }) => [type, body.stepId, body.status])).toEqual([
    ['log', 'wait', 'failed'],
    ['completion', undefined, undefined],
  ]);
  expect(await readdir(path.join(folder, 'workspaces'))).toEqual([]);
  expect(await readdir(path.join(folder, 'stamped'))).toEqual([]);

  const retried = await after.request(`/api/scaffolder/v2/tasks/${id}/retry`, { method: 'POST', body: '{}' });
  expect(retried.status).toBe(201);
  await eventsUntil(after, id, isOver);
  expect(await statusOf(after, id)).toBe('completed');
  expect(await readdir(path.join(folder, 'stamped'))).toEqual(['orphan']);
});
