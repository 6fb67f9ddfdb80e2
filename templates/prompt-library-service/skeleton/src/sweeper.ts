import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { connectionOptions } from './database/connection.ts';
import { type ErrorReporter, noReporter } from './error-reporting.ts';
import { features } from './features.ts';
import type { Context } from './http/route.ts';
import { sweepRequests } from './http/sweep.ts';

/** Clears away what has expired in one part of the service. */
export interface Sweep {
  name: string;
  sweep: (context: Context) => Promise<void>;
}

const allSweeps: readonly Sweep[] = [
  { name: 'http', sweep: ({ database }) => sweepRequests(database) },
  ...features.flatMap(({ name, sweep }) => (sweep ? [{ name, sweep }] : [])),
];

interface SweepOptions {
  /** what to run in place of all */
  sweeps?: readonly Sweep[];
  reporter?: ErrorReporter;
}

/** Any number that no other advisory lock of this database uses. */
const LOCK_KEY = 72_707_370;

/**
 * Runs every feature's sweep again and again, until it is stopped; of all replicas one at a time does.
 * @param options - milliseconds from the end of one round to the next, give or take a tenth so that replicas
 * do not keep step.
 * @returns `stop`, which begins nothing more and waits for the sweep that is under way.
 */
export function startSweeper(
  context: Context,
  logger: Logger,
  { everyMs = 600_000, ...options }: SweepOptions & { everyMs?: number } = {},
): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const rounds = async () => {
    while (await pause(everyMs * (0.9 + Math.random() * 0.2), signal)) {
      try {
        await sweepOnce(context, logger, { ...options, signal });
      } catch (error) {
        logger.error({ err: error }, 'the sweeps could not be started');
        options.reporter?.report(error, { work: 'sweeper' });
      }
    }
  };
  const ended = rounds();
  return {
    stop: () => {
      stopping.abort();
      return ended;
    },
  };
}

/**
 * Runs the sweeps one after another, unless another replica does so now. One that fails is logged, and the
 * others run all the same.
 * @returns whether it was this replica's turn.
 * @throws the database's error when there is no connection for the lock.
 */
export async function sweepOnce(
  context: Context,
  logger: Logger,
  { sweeps = allSweeps, reporter = noReporter, signal }: SweepOptions & { signal?: AbortSignal } = {},
): Promise<boolean> {
  // The lock belongs to a connection of its own: it holds no transaction open, and ends with the process.
  const lock = new pg.Client({
    ...connectionOptions(context.config),
    connectionTimeoutMillis: 5_000,
  });
  lock.on('error', error => logger.warn({ reason: error.message }, 'the connection of the sweeps was lost'));
  await lock.connect();
  try {
    const { rows } = await lock.query<{ free: boolean }>('SELECT pg_try_advisory_lock($1) AS free', [
      LOCK_KEY,
    ]);
    if (!rows[0]?.free) return false;
    for (const { name, sweep } of sweeps) {
      if (signal?.aborted) break;
      try {
        await sweep(context);
      } catch (error) {
        logger.error({ err: error, sweep: name }, 'a sweep failed');
        reporter.report(error, { work: `sweep ${name}` });
      }
    }
    return true;
  } finally {
    await lock.end();
  }
}

/** @returns false at once when the signal comes. */
async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await setTimeout(ms, undefined, { signal });
    return true;
  } catch (error) {
    if (!signal.aborted) throw error;
    return false;
  }
}
