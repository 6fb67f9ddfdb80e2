import { pino } from 'pino';
import { afterAll, expect, test, vi } from 'vitest';
import { MIGRATED } from '../test/global-setup.ts';
import { newDatabase } from '../test/service.ts';
import { loadConfig } from './config.ts';
import { openDatabase } from './database/database.ts';
import { type Sweep, startSweeper, sweepOnce } from './sweeper.ts';

const DATABASE_URL = await newDatabase(MIGRATED);
const database = openDatabase(DATABASE_URL, () => {});
afterAll(() => database.$disconnect());
const context = { database, config: loadConfig({ DATABASE_URL }) };

const logTo = (lines: object[]) => pino({}, { write: line => lines.push(JSON.parse(line) as object) });
const silent = pino({ level: 'silent' });

/** A sweep that signals its start, and waits until it may continue. */
const held = (name = 'held') => {
  const begun = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const sweep: Sweep = {
    name,
    sweep: () => {
      begun.resolve();
      return release.promise;
    },
  };
  return { sweep, begun: begun.promise, release: release.resolve };
};

test('only expired data is deleted', async () => {
  const [past, future] = [new Date(Date.now() - 1_000), new Date(Date.now() + 60_000)];
  await database.rateLimit.createMany({
    data: [
      { key: 'over', hits: 1, resetsAt: past },
      { key: 'running', hits: 1, resetsAt: future },
    ],
  });
  expect(await sweepOnce(context, silent)).toBe(true);
  expect(await database.rateLimit.findMany({ select: { key: true } })).toEqual([{ key: 'running' }]);
});

test('a sweep that fails is logged and does not stop the others', async () => {
  const lines: object[] = [];
  const last = vi.fn(() => Promise.resolve());
  const failing = { name: 'first', sweep: () => Promise.reject(new Error('no luck')) };
  await sweepOnce(context, logTo(lines), { sweeps: [failing, { name: 'last', sweep: last }] });
  expect(last).toHaveBeenCalledOnce();
  expect(lines).toMatchObject([{ msg: 'a sweep failed', sweep: 'first', err: { message: 'no luck' } }]);
});

test('one replica sweeps at a time', async () => {
  const first = held();
  const other = vi.fn(() => Promise.resolve());
  const sweeps = [{ name: 'other', sweep: other }];
  const sweeping = sweepOnce(context, silent, { sweeps: [first.sweep] });
  await first.begun;
  expect(await sweepOnce(context, silent, { sweeps })).toBe(false);
  expect(other).not.toHaveBeenCalled();
  first.release();
  expect(await sweeping).toBe(true);
  expect(await sweepOnce(context, silent, { sweeps })).toBe(true);
  expect(other).toHaveBeenCalledOnce();
});

test('the sweeps run periodically', async () => {
  const sweep = vi.fn(() => Promise.resolve());
  const sweeper = startSweeper(context, silent, { everyMs: 1, sweeps: [{ name: 'counted', sweep }] });
  await vi.waitFor(() => expect(sweep.mock.calls.length).toBeGreaterThan(2), { timeout: 5_000 });
  await sweeper.stop();
});

test('stopping waits for the sweep in progress and starts no other', async () => {
  const first = held();
  const next = vi.fn(() => Promise.resolve());
  const sweeps = [first.sweep, { name: 'next', sweep: next }];
  const sweeper = startSweeper(context, silent, { everyMs: 1, sweeps });
  await first.begun;
  let stopped = false;
  const stopping = sweeper.stop().then(() => (stopped = true));
  await database.$queryRaw`SELECT 1`;
  expect(stopped).toBe(false);
  first.release();
  await stopping;
  expect(next).not.toHaveBeenCalled();
});

test('stopping during a pause leaves no timer', async () => {
  const timers = () => process.getActiveResourcesInfo().filter(resource => resource === 'Timeout').length;
  const before = timers();
  const sweeper = startSweeper(context, silent);
  expect(timers()).toBe(before + 1);
  await sweeper.stop();
  expect(timers()).toBe(before);
});

test('an unreachable database is logged, and the sweep is retried', async () => {
  const lines: object[] = [];
  const config = { ...context.config, DATABASE_URL: 'postgresql://app@127.0.0.1:1/app' };
  const sweeper = startSweeper({ database, config }, logTo(lines), { everyMs: 1, sweeps: [] });
  await vi.waitFor(() => expect(lines.length).toBeGreaterThan(1), { timeout: 5_000 });
  await sweeper.stop();
  expect(lines[0]).toMatchObject({ msg: 'the sweeps could not be started', err: { code: 'ECONNREFUSED' } });
});
