import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseManager } from '@backstage/backend-defaults/database';
import type { DatabaseService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CheckHistory } from './CheckHistory.ts';
import { RESULTS } from './migrations.ts';

const ref = 'component:default/orders';
const at = (minute: number) => new Date(Date.UTC(2026, 10, 29, 12, minute)).toISOString();
const logger = { warn: vi.fn() };

let folder: string;
let databases: DatabaseService[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-history-'));
  databases = [];
  logger.warn.mockClear();
});

afterEach(async () => {
  for (const database of databases) await (await database.getClient()).destroy();
  await rm(folder, { recursive: true, force: true });
});

/** The plugin's database in a file, as a portal that starts connects to it. */
function connect(): DatabaseService {
  const config = mockServices.rootConfig({
    data: { backend: { database: { client: 'better-sqlite3', connection: { directory: folder } } } },
  });
  const deps = { logger: mockServices.logger.mock(), lifecycle: mockServices.lifecycle.mock() };
  const database = DatabaseManager.fromConfig(config).forPlugin('goldpath', deps);
  databases.push(database);
  return database;
}

const open = () => CheckHistory.open({ database: connect(), logger });

test('the results of a service are listed, the newest first, and survive a restart', async () => {
  const history = await open();
  await history.add(ref, { result: 'fail', findings: 2, endedAt: at(1) });
  await history.add(ref, { result: 'pass', endedAt: at(2) });
  expect(await (await open()).of(ref)).toEqual([
    { result: 'pass', endedAt: at(2) },
    { result: 'fail', findings: 2, endedAt: at(1) },
  ]);
});

test('portals that start at once create the table once, and share it', async () => {
  const started = [connect(), connect(), connect()];
  for (const database of started) await database.getClient();
  const histories = await Promise.all(started.map(database => CheckHistory.open({ database, logger })));
  for (const [index, history] of histories.entries())
    await history.add(ref, { result: 'fail', findings: index, endedAt: at(index) });
  expect((await (await open()).of(ref)).map(({ findings }) => findings)).toEqual([2, 1, 0]);
});

test('a result is added when it differs from the last one, and when it is known', async () => {
  const history = await open();
  await history.add(ref, { result: 'pass', findings: 0, endedAt: at(1) });
  await history.add(ref, { result: 'pass', findings: 0, endedAt: at(2) });
  await history.add(ref, { result: 'unknown', reason: 'its check is running' });
  expect(await history.of(ref)).toEqual([{ result: 'pass', findings: 0, endedAt: at(1) }]);
});

test('the oldest results of a service are removed, and those of others are kept', async () => {
  const history = await open();
  await history.add('component:default/other', { result: 'pass', endedAt: at(0) });
  for (let minute = 1; minute <= 53; minute += 1)
    await history.add(ref, { result: 'fail', findings: minute, endedAt: at(minute) });
  const kept = await history.of(ref);
  expect([kept.length, kept[0]?.findings, kept.at(-1)?.findings]).toEqual([50, 53, 4]);
  expect(await history.all()).toHaveLength(51);
});

test('a check goes on when its result cannot be added', async () => {
  const database = connect();
  const history = await CheckHistory.open({ database, logger });
  await (await database.getClient()).schema.dropTable(RESULTS);
  await history.add(ref, { result: 'pass', endedAt: at(1) });
  expect(logger.warn).toHaveBeenCalledWith(expect.stringContaining(`${ref} was not added to its history`));
});
