import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { MIGRATED } from '../../test/global-setup.ts';
import { newDatabase } from '../../test/service.ts';
import { loadConfig } from '../config.ts';
import { isDatabaseUnavailable, openDatabase } from './database.ts';

test('a statement, a lock and a transaction without a client end in time', async () => {
  const config = loadConfig({ DATABASE_URL: await newDatabase(MIGRATED) });
  const database = openDatabase(config, () => {});
  const [row] = (await database.$queryRaw`
    SELECT current_setting('lock_timeout') AS lock, current_setting('statement_timeout') AS statement,
      current_setting('idle_in_transaction_session_timeout') AS idle`.finally(() =>
    database.$disconnect(),
  )) as object[];
  expect(row).toEqual({ lock: '5s', statement: '9s', idle: '30s' });
});

test('a server that never answers ends a statement', async () => {
  const silent = createServer(socket => socket.on('error', () => {})).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const database = openDatabase(`postgresql://app@127.0.0.1:${port}/app`, () => {});
  const error: unknown = await database.$queryRaw`SELECT 1`.catch((thrown: unknown) => thrown);
  expect(isDatabaseUnavailable(error)).toBe(true);
  silent.close();
});
