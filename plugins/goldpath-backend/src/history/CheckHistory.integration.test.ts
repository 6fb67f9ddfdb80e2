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
let database: DatabaseService;

/** The plugin's database in a file, as a portal that starts opens it. */
function databaseIn(directory: string): DatabaseService {
  const config = mockServices.rootConfig({
    data: { backend: { database: { client: 'better-sqlite3', connection: { directory } } } },
  });
  const deps = { logger: mockServices.logger.mock(), lifecycle: mockServices.lifecycle.mock() };
  return DatabaseManager.fromConfig(config).forPlugin('goldpath', deps);
}

const open = () => CheckHistory.open({ database, logger });

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-history-'));
  database = databaseIn(folder);
  logger.warn.mockClear();
});

afterEach(async () => {
  await (await database.getClient()).destroy();
  await rm(folder, { recursive: true, force: true });
});

test('the results of a service are listed, the newest first, and survive a restart', async () => {
  const history = await open();
  await history.add(ref, { result: 'fail', findings: 2, endedAt: at(1) });
  await history.add(ref, { result: 'pass', endedAt: at(2) });
  const again = await CheckHistory.open({ database: databaseIn(folder), logger });
  expect(await again.of(ref)).toEqual([
    { result: 'pass', endedAt: at(2) },
    { result: 'fail', findings: 2, endedAt: at(1) },
  ]);
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
  const history = await open();
  await (await database.getClient()).schema.dropTable(RESULTS);
  await history.add(ref, { result: 'pass', endedAt: at(1) });
  expect(logger.warn).toHaveBeenCalledWith(expect.stringContaining(`${ref} was not added to its history`));
});
