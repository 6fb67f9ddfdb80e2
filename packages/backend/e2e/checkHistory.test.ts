import { DatabaseManager } from '@backstage/backend-defaults/database';
import type { DatabaseService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { CheckHistory } from '../../../plugins/goldpath-backend/src/history/CheckHistory.ts';
import { type Postgres, startPostgres } from '../../../tools/postgres.ts';

const ref = 'component:default/orders';
const logger = { warn: vi.fn() };
const databases: DatabaseService[] = [];

let postgres: Postgres;

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(async () => {
  for (const database of databases) await (await database.getClient()).destroy();
  await postgres?.stop();
});

/** The plugin's database on PostgreSQL, as a replica that starts connects to it. */
async function connect(): Promise<DatabaseService> {
  const { host, port, user, password } = postgres;
  const database = { client: 'pg', connection: { host, port, user, password } };
  const lifecycle = { addStartupHook: () => {}, addShutdownHook: () => {} };
  const deps = { logger: mockServices.rootLogger(), lifecycle };
  const config = mockServices.rootConfig({ data: { backend: { database } } });
  const connected = DatabaseManager.fromConfig(config).forPlugin('goldpath', deps);
  await connected.getClient();
  databases.push(connected);
  return connected;
}

test('replicas that start at once create the table once, and each keeps the newest results', async () => {
  const replicas = [await connect(), await connect(), await connect()];
  const histories = await Promise.all(replicas.map(database => CheckHistory.open({ database, logger })));
  for (let minute = 0; minute < 60; minute += 1) {
    const endedAt = new Date(Date.UTC(2026, 10, 29, 12, minute)).toISOString();
    await histories[minute % 3]?.add(ref, { result: 'fail', findings: minute, endedAt });
  }
  const again = await CheckHistory.open({ database: await connect(), logger });
  const kept = await again.of(ref);
  expect([kept.length, kept[0]?.findings, kept.at(-1)?.findings]).toEqual([50, 59, 10]);
  expect(logger.warn).not.toHaveBeenCalled();
});
