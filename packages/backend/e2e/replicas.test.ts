import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { publishLocalExamples } from '../../../plugins/scaffolder-backend-module-goldpath/src/actions/publishLocal.ts';
import { stampExamples } from '../../../plugins/scaffolder-backend-module-goldpath/src/actions/stamp.ts';
import { writeTinyTemplate } from '../../../plugins/scaffolder-backend-module-goldpath/src/tinyTemplate.fixture.ts';
import { root } from '../../../tools/node24.mjs';
import { PortalApi, type TaskEvent } from '../../../tools/portal-api.ts';
import { freePort, startPostgres, type Postgres } from '../../../tools/postgres.ts';
import { startTestPortal, type TestPortal } from './portal.ts';

const run = promisify(execFile);
const template = 'template:default/slow-service';
/** Long enough for a replica to be killed meanwhile. */
const wait3 = `steps:
  - id: wait
    name: Take some time
    action: debug:wait
    input:
      seconds: 3
`;
const answers = (name: string) => ({ name, owner: 'group:default/assistants' });

/** Portals on one database, one folder of repositories and one of workspaces. */
let postgres: Postgres;
let shared: string;
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
      GOLDPATH_STAMPED: path.join(shared, 'stamped'),
      GOLDPATH_WORKSPACES: path.join(shared, 'workspaces'),
      GOLDPATH_RECOVER_TASKS: 'true',
      POSTGRES_HOST: postgres.host,
      POSTGRES_PORT: String(postgres.port),
      POSTGRES_USER: postgres.user,
      POSTGRES_PASSWORD: postgres.password,
    },
  });
  return { portal, api: await PortalApi.asGuest(portal.url) };
}

const eventsOf = async (api: PortalApi, id: string): Promise<TaskEvent[]> =>
  (await api.request(`/api/scaffolder/v2/tasks/${id}/events`)).json();

/** The task's events as soon as they tell what is waited for. */
async function eventsUntil(
  api: PortalApi,
  id: string,
  told: (event: TaskEvent) => boolean,
): Promise<TaskEvent[]> {
  const limit = performance.now() + 60_000;
  for (;;) {
    const events = await eventsOf(api, id);
    if (events.some(told)) return events;
    if (performance.now() > limit) throw new Error(`Still waiting after ${JSON.stringify(events)}`);
    await wait(20);
  }
}

/** Whether a replica has begun to run a task, by its audit log. */
async function ran({ portal }: Replica, id: string): Promise<boolean> {
  const lines = (await readFile(portal.log, 'utf8')).split('\n');
  return lines.some(line => ['"execution"', '"initiated"', id].every(word => line.includes(word)));
}

const isOver = ({ type }: TaskEvent) => type === 'completion';
const saying = (events: TaskEvent[], words: string) =>
  events.filter(({ body }) => body.message?.includes(words)).length;

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
  const manifest = await writeTinyTemplate(path.join(shared, 'slow-service'), 'slow-service', [
    ...stampExamples,
    { example: wait3 },
    ...publishLocalExamples,
  ]);
  const locations = [
    { type: 'file', target: path.join(root, 'catalog', 'all.yaml') },
    { type: 'file', target: manifest, rules: [{ allow: ['Template'] }] },
  ];
  // a replica is full sooner, and believed to be dead sooner, than in production
  const scaffolder = { concurrentTasksLimit: 2, taskRecovery: { staleTimeout: { seconds: 3 } } };
  await writeFile(path.join(shared, 'test.yaml'), stringify({ catalog: { locations }, scaffolder }));
  // the first one makes the tables
  const first = await startReplica();
  replicas = [first, await startReplica()];
  for (const { api } of replicas) expect(await api.entity(template, 30_000)).toBeDefined();
});

afterAll(async () => {
  await Promise.all((replicas ?? []).map(({ portal }) => portal.stop()));
  await postgres?.stop();
  await rm(shared, { recursive: true, force: true });
});

const names = Array.from({ length: 8 }, (_, index) => `service-${index}`);

/** Waits for a task's end, and sees that its service was stamped and published exactly once. */
async function wasRunOnce(id: string, name: string): Promise<void> {
  const events = await eventsUntil(replicas[0].api, id, isOver);
  expect(saying(events, 'Run completed with status: completed'), name).toBe(1);
  expect([saying(events, 'Stamped'), saying(events, 'Published')], name).toEqual([1, 1]);
  expect(await commitsOf(name)).toBe(1);
}

test('a task is run by the replica that it was given to when both are idle', async () => {
  for (const [index, replica] of replicas.entries()) {
    const name = `first-of-${index}`;
    const id = await replica.api.createTask(template, answers(name));
    await wasRunOnce(id, name);
    expect(await Promise.all(replicas.map(each => ran(each, id)))).toEqual(
      replicas.map(each => each === replica),
    );
  }
});

// Of two replicas that reach for the same task, the one that comes second sleeps until it is given
// a task itself: how many each of them runs is not promised.
test('of tasks given to both at the same time, each is run by one, stamped and published once', async () => {
  const ids = await Promise.all(
    names.map((name, index) => replicas[index % 2]!.api.createTask(template, answers(name))),
  );
  for (const [index, id] of ids.entries()) {
    await wasRunOnce(id, names[index]!);
    const runs = await Promise.all(replicas.map(replica => ran(replica, id)));
    expect(runs.filter(Boolean), names[index]).toHaveLength(1);
  }
  const stamped = await readdir(path.join(shared, 'stamped'));
  expect(stamped.filter(name => name.startsWith('service-')).sort()).toEqual(names);
});

test('both replicas show all services', async () => {
  for (const { api } of replicas) {
    for (const name of names) expect(await api.entity(`component:default/${name}`, 10_000)).toBeDefined();
  }
});

test('a task whose replica is killed goes on in the other one, and publishes once', async () => {
  const [dying, staying] = replicas;
  const id = await dying.api.createTask(template, answers('orphan'));
  await eventsUntil(staying.api, id, ({ body }) => body.stepId === 'wait');
  const died = once(dying.portal.process, 'exit');
  dying.portal.process.kill('SIGKILL');
  await died;

  const events = await eventsUntil(staying.api, id, isOver);
  expect(saying(events, 'Run completed with status: completed')).toBe(1);
  expect(events.filter(({ type }) => type === 'recovered')).toHaveLength(1);
  expect([saying(events, 'Stamped'), saying(events, 'Published')]).toEqual([1, 1]);
  expect(await commitsOf('orphan')).toBe(1);
  expect(await staying.api.entity('component:default/orphan', 10_000)).toBeDefined();
});
