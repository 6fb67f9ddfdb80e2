import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { connectionOptions } from './database/connection.ts';
import { type ErrorReporter, noReporter } from './error-reporting.ts';
import { features } from './features.ts';
import type { Context, Feature } from './http/route.ts';
import { sweepRequests } from './http/sweep.ts';

/** Deletes the expired data of one part of the service. */
export interface Sweep {
  name: string;
  sweep: (context: Context) => Promise<void>;
}

const allSweeps: readonly Sweep[] = [
  { name: 'http', sweep: ({ database }) => sweepRequests(database) },
  ...features.filter((feature): feature is Feature & Sweep => feature.sweep !== undefined),
];

interface SweepOptions {
  /** the sweeps to run instead of all */
  sweeps?: readonly Sweep[];
  reporter?: ErrorReporter;
}

/** Any number that no other advisory lock of this database uses. */
const LOCK_KEY = 72_707_370;

/**
 * Runs the sweeps of all features periodically until it is stopped, on one replica at a time.
 * @param options - milliseconds from the end of one round to the next, varied by a tenth so that replicas do not run in
 * step.
 * @returns `stop`, which starts no further sweep and waits for the one in progress.
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
 * Runs the sweeps one after another, unless another replica is doing so. A sweep that fails is logged, and the others
 * still run.
 * @returns whether it was this replica's turn.
 * @throws the database's error when there is no connection for the lock.
 */
export async function sweepOnce(
  context: Context,
  logger: Logger,
  { sweeps = allSweeps, reporter = noReporter, signal }: SweepOptions & { signal?: AbortSignal } = {},
): Promise<boolean> {
  // The lock has its own connection, and is released when the process ends. Its transaction is idle and has no snapshot,
  // so it holds nothing else up; without one, the lock would stay with the connection of a pooler such as pgbouncer.
  const lock = new pg.Client({
    ...connectionOptions(context.config),
    connectionTimeoutMillis: 5_000,
  });
  lock.on('error', error => logger.warn({ reason: error.message }, 'the connection of the sweeps was lost'));
  await lock.connect();
  try {
    await lock.query('BEGIN');
    const { rows } = await lock.query<{ free: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS free', [
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

/** Waits, and returns false as soon as the signal is aborted. */
async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await setTimeout(ms, undefined, { signal });
    return true;
  } catch (error) {
    if (!signal.aborted) throw error;
    return false;
  }
}
