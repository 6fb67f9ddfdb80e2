import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { PortalApi, TaskEvent } from '../../../tools/portal-api.ts';
import { freePort } from '../../../tools/freePort.ts';
import { type Postgres, startPostgres } from '../../../tools/postgres.ts';
import { signInWhenReady, startTestPortal, type TestPortal } from './portal.ts';
import { slowTemplate as template, writeSlowTemplate } from './slowTemplate.ts';

const run = promisify(execFile);
const answers = (name: string) => ({ name, owner: 'group:default/assistants' });

let postgres: Postgres;
/** The folder with the repositories and workspaces of all replicas. */
let shared: string;
/** Portals with the same database, repositories and workspaces. */
let replicas: [Replica, Replica];

interface Replica {
  portal: TestPortal;
  api: PortalApi;
}

async function startReplica(): Promise<Replica> {
  const port = await freePort();
  const portal = await startTestPortal({
    port,
    configs: ['app-config.yaml', 'app-config.production.yaml', path.join(shared, 'test.yaml')],
    env: {
      NODE_ENV: 'production',
      GOLDPATH_BASE_URL: `http://localhost:${port}`,
      GOLDPATH_ALLOW_GUESTS: 'true',
      GOLDPATH_PUBLISH_LOCALLY: 'true',
      GOLDPATH_STAMPED: path.join(shared, 'stamped'),
      GOLDPATH_WORKSPACES: path.join(shared, 'workspaces'),
      GOLDPATH_RECOVER_TASKS: 'true',
      POSTGRES_HOST: postgres.host,
      POSTGRES_PORT: String(postgres.port),
      POSTGRES_USER: postgres.user,
      POSTGRES_PASSWORD: postgres.password,
    },
  });
  return { portal, api: await signInWhenReady(portal, template) };
}

async function eventsOf(api: PortalApi, id: string): Promise<TaskEvent[]> {
  const response = await api.request(`/api/scaffolder/v2/tasks/${id}/events`);
  return (await response.json()) as TaskEvent[];
}

/** The task's events, as soon as one of them is the expected one. */
async function eventsUntil(
  api: PortalApi,
  id: string,
  isExpected: (event: TaskEvent) => boolean,
): Promise<TaskEvent[]> {
  const limit = performance.now() + 60_000;
  for (;;) {
    const events = await eventsOf(api, id);
    if (events.some(isExpected)) return events;
    if (performance.now() > limit) throw new Error(`Still waiting after ${JSON.stringify(events)}`);
    await wait(20);
  }
}

/** Whether a replica has started a task, according to its audit log. */
async function ran({ portal }: Replica, id: string): Promise<boolean> {
  const lines = (await readFile(portal.log, 'utf8')).split('\n');
  return lines.some(line => ['"execution"', '"initiated"', id].every(part => line.includes(part)));
}

const isOver = ({ type }: TaskEvent) => type === 'completion';
const countOf = (events: TaskEvent[], message: string) =>
  events.filter(({ body }) => body.message?.includes(message)).length;

async function commitsOf(name: string): Promise<number> {
  const cwd = path.join(shared, 'stamped', name);
  const { stdout } = await run('git', ['rev-list', '--count', '--all'], { cwd });
  return Number(stdout);
}

beforeAll(async () => {
  postgres = await startPostgres();
  await postgres.createDatabase('goldpath');
  shared = await mkdtemp(path.join(tmpdir(), 'goldpath-replicas-'));
  await mkdir(path.join(shared, 'stamped'));
  await mkdir(path.join(shared, 'workspaces'));
  const locations = await writeSlowTemplate(shared, 3);
  // Lower limits than in production: a replica is busy, and considered dead, sooner.
  const scaffolder = { concurrentTasksLimit: 2, taskRecovery: { staleTimeout: { seconds: 3 } } };
  await writeFile(path.join(shared, 'test.yaml'), stringify({ catalog: { locations }, scaffolder }));
  // The first one creates the tables.
  const first = await startReplica();
  replicas = [first, await startReplica()];
});

afterAll(async () => {
  await Promise.all((replicas ?? []).map(({ portal }) => portal.stop()));
  await postgres?.stop();
  await rm(shared, { recursive: true, force: true });
});

/** The number of times that a finished task completed, stamped, published and committed its service. */
async function outcomeOf({ api }: Replica, id: string, name: string) {
  const events = await eventsUntil(api, id, isOver);
  return {
    completed: countOf(events, 'Run completed with status: completed'),
    recovered: events.filter(({ type }) => type === 'recovered').length,
    stamped: countOf(events, 'Stamped'),
    published: countOf(events, 'Published'),
    commits: await commitsOf(name),
  };
}

const ranOnce = { completed: 1, recovered: 0, stamped: 1, published: 1, commits: 1 };

test.each([0, 1])('a task of replica %i is run by that replica when both are idle', async index => {
  const name = `first-of-${index}`;
  const id = await replicas[index]!.api.createTask(template, answers(name));
  expect(await outcomeOf(replicas[0], id, name)).toEqual(ranOnce);
  const runs = await Promise.all(replicas.map(replica => ran(replica, id)));
  expect(runs).toEqual(replicas.map((_replica, at) => at === index));
});

describe('of tasks that both replicas receive at the same time', () => {
  const names = Array.from({ length: 8 }, (_, index) => `service-${index}`);
  let ids: string[];

  beforeAll(async () => {
    ids = await Promise.all(
      names.map((name, index) => replicas[index % 2]!.api.createTask(template, answers(name))),
    );
    for (const id of ids) await eventsUntil(replicas[0].api, id, isOver);
  });

  // The number of tasks for each replica is not defined: a replica that loses the race for a task sleeps until it gets
  // another one.
  test('each is run by one replica', async () => {
    for (const id of ids) {
      const runs = await Promise.all(replicas.map(replica => ran(replica, id)));
      expect(runs.filter(Boolean)).toHaveLength(1);
    }
  });

  test('each is stamped and published once', async () => {
    for (const [index, id] of ids.entries()) {
      expect(await outcomeOf(replicas[0], id, names[index]!)).toEqual(ranOnce);
    }
    const stamped = await readdir(path.join(shared, 'stamped'));
    expect(stamped.filter(name => name.startsWith('service-')).sort()).toEqual(names);
  });

  test('both replicas show the services of all', async () => {
    for (const { api } of replicas) {
      for (const name of names) expect(await api.entity(`component:default/${name}`, 10_000)).toBeDefined();
    }
  });
});

// The last test: it ends a replica.
test('a task of a killed replica continues in the other one, and publishes once', async () => {
  const [killed, other] = replicas;
  const id = await killed.api.createTask(template, answers('orphan'));
  await eventsUntil(other.api, id, ({ body }) => body.stepId === 'wait');
  const exited = once(killed.portal.process, 'exit');
  killed.portal.process.kill('SIGKILL');
  await exited;

  expect(await outcomeOf(other, id, 'orphan')).toEqual({ ...ranOnce, recovered: 1 });
  expect(await other.api.entity('component:default/orphan', 10_000)).toBeDefined();
});
