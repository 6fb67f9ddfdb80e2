import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { MIGRATED } from '../../test/global-setup.ts';
import { newDatabase } from '../../test/service.ts';
import { loadConfig } from '../config.ts';
import { isDatabaseUnavailable, openDatabase, TIMEOUTS } from './database.ts';

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

/** Milliseconds for the tests: the limits themselves are those of the service. */
const BRIEF = { ...TIMEOUTS, connectionTimeoutMillis: 300, query_timeout: 300 };

/** A proxy in front of PostgreSQL whose network can become silent, without closing its connections. */
async function proxyTo(url: string) {
  let isSilent = false;
  const sockets = new Set<Socket>();
  const proxy = createServer(client => {
    const server = connect(Number(new URL(url).port), '127.0.0.1');
    const pass = (to: Socket) => (chunk: Buffer) => void (isSilent || to.write(chunk));
    client.on('data', pass(server)).on('close', () => server.destroy());
    server.on('data', pass(client)).on('close', () => client.destroy());
    for (const socket of [client, server]) sockets.add(socket.on('error', () => {}));
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => {
    proxy.close();
    for (const socket of sockets) socket.destroy();
  });
  const { port } = proxy.address() as AddressInfo;
  return {
    url: Object.assign(new URL(url), { port }).href,
    setSilent: (value: boolean) => (isSilent = value),
  };
}

test('a network that becomes silent ends statements and transactions, and recovers by itself', async () => {
  const proxy = await proxyTo(await newDatabase(MIGRATED));
  const config = loadConfig({ DATABASE_URL: proxy.url, DATABASE_POOL_SIZE: '2' });
  const database = openDatabase(config, () => {}, BRIEF);
  const read = () => database.$queryRaw<object[]>`SELECT 1 AS one`;
  const transact = () => database.$transaction(transaction => transaction.tag.findMany());
  expect(await Promise.all([read(), transact()])).toEqual([[{ one: 1 }], []]);
  proxy.setSilent(true);
  for (const work of [read, transact, read, transact]) {
    const error: unknown = await work().catch((thrown: unknown) => thrown);
    expect(isDatabaseUnavailable(error)).toBe(true);
  }
  proxy.setSilent(false);
  await expect.poll(() => read().catch(() => [])).toEqual([{ one: 1 }]);
  await expect.poll(() => transact().catch(() => undefined)).toEqual([]);
  await database.$disconnect();
});

test('a server that never answers ends a statement', async () => {
  const silent = createServer(socket => socket.on('error', () => {})).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const database = openDatabase(`postgresql://app@127.0.0.1:${port}/app`, () => {}, BRIEF);
  const error: unknown = await database.$queryRaw`SELECT 1`.catch((thrown: unknown) => thrown);
  expect(isDatabaseUnavailable(error)).toBe(true);
  silent.close();
});
