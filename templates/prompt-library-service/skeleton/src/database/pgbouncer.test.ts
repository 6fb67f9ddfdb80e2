import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { MIGRATED } from '../../test/global-setup.ts';
import { newDatabase, startService } from '../../test/service.ts';
import { loadConfig } from '../config.ts';
import { sweepOnce } from '../sweeper.ts';
import { openDatabase } from './database.ts';

const installed = spawnSync('pgbouncer', ['--version'], { encoding: 'utf8' });
const isAtHand = installed.status === 0;
const [, major = 0, minor = 0] = /(\d+)\.(\d+)/.exec(installed.stdout ?? '')?.map(Number) ?? [];

/** Since version 1.21, the transaction mode keeps the names of statements; before, only the session mode does. */
const keepsNames = major > 1 || minor >= 21;

/** The settings of docs/operation.md: the timeouts of connections would be rejected otherwise. */
const SETTINGS = [
  ...(keepsNames ? ['pool_mode = transaction', 'max_prepared_statements = 500'] : ['pool_mode = session']),
  'ignore_startup_parameters = statement_timeout,lock_timeout,idle_in_transaction_session_timeout',
  `default_pool_size = ${keepsNames ? 3 : 20}`,
  'auth_type = trust',
];

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

/** Starts pgbouncer in front of a database until the test ends, and returns its address. */
async function startBouncer(url: string): Promise<string> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const folder = await mkdtemp(join(tmpdir(), 'pgbouncer-'));
  const own = await freePort();
  const target = `host=${hostname} port=${port} user=${username} password=${password}`;
  const listening = [`listen_addr = 127.0.0.1`, `listen_port = ${own}`, 'unix_socket_dir ='];
  const file = join(folder, 'pgbouncer.ini');
  const users = join(folder, 'users');
  await writeFile(users, `"${username}" ""\n`);
  const lines = [
    '[databases]',
    `* = ${target}`,
    '[pgbouncer]',
    ...listening,
    ...SETTINGS,
    `auth_file = ${users}`,
  ];
  await writeFile(file, lines.join('\n'));
  // It refuses to run as root, as PostgreSQL does: see dev/postgres.ts.
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;
  if (user) for (const path of [folder, file, users]) await chown(path, user.uid, user.gid);
  const bouncer = spawn('pgbouncer', [file], { ...user, stdio: 'ignore' });
  onTestFinished(async () => {
    bouncer.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });
  return `postgresql://${username}@127.0.0.1:${own}${pathname}`;
}

test.skipIf(!isAtHand)('the service works behind pgbouncer, with named statements', async () => {
  const url = await startBouncer(await newDatabase(MIGRATED));
  const config = loadConfig({ DATABASE_URL: url });
  const database = openDatabase(config, () => {});
  onTestFinished(() => database.$disconnect());
  await expect
    .poll(() => database.$queryRaw`SELECT 1 AS one`.catch(() => []), { timeout: 10_000 })
    .toEqual([{ one: 1 }]);
  const service = await startService({ database, databaseUrl: url });
  const ada = await service.signIn();
  const prompt = { title: 'Kettle', text: 'Boil ${water}', agentType: 'LLM', tags: ['tea'] };
  const ids = await Promise.all(
    Array.from({ length: 20 }, async () => (await ada.post('/v1/prompts', prompt)).body.id as string),
  );
  const answers = await Promise.all(
    ids.flatMap(id => [
      ada.get(`/v1/prompts/${id}`),
      ada.put(`/v1/prompts/${id}/like`),
      ada.patch(`/v1/prompts/${id}`, { title: 'Teapot' }, { 'if-match': '*' }),
      service.get('/v1/prompts?q=kettle'),
    ]),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const names = await database.$queryRaw<object[]>`SELECT FROM pg_prepared_statements`;
  expect(names.length).toBeGreaterThan(0);
  // The lock of the sweeper does not stay with a connection of the pool.
  const silent = pino({ level: 'silent' });
  for (let round = 0; round < 4; round++) {
    await expect.poll(() => sweepOnce({ database, config }, silent, { sweeps: [] })).toBe(true);
  }
});
