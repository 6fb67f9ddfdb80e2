import pg from 'pg';
import { type Prisma, PrismaClient } from '../generated/prisma/client.ts';
import type { Config } from '../config.ts';
import { connectionOptions, type DatabaseTarget } from './connection.ts';
import { Adapter, types, withDirectStatements } from './direct.ts';
import { statementName } from './statement-name.ts';

export { isDatabaseUnavailable, isForeignKeyViolation, isUniqueViolation } from './errors.ts';

/** The database that features use: the connection pool or a transaction on it. */
export type Database = Prisma.TransactionClient;

/**
 * Milliseconds. After connecting, each is longer than the one before, so that the innermost reports the reason: a lock,
 * then the statement, then the network, which may be silent without closing the connection. A transaction whose client
 * is gone ends last.
 */
export const TIMEOUTS = {
  connectionTimeoutMillis: 5_000,
  lock_timeout: 5_000,
  statement_timeout: 9_000,
  query_timeout: 10_000,
  idle_in_transaction_session_timeout: 30_000,
};

/** Milliseconds that a transaction waits for a connection, and that it may take, unless it says otherwise. */
const TRANSACTIONS = { maxWait: 5_000, timeout: 15_000 };

/** Milliseconds that a connection stays open without work, so that a quiet minute does not cost new logins. */
const IDLE = 300_000;

/**
 * Opens a connection pool, which connects at the first query.
 * @param target - PGPASSWORD is used when it contains no password; with just an address, nothing but connecting times out.
 * @param onError - called when an idle connection breaks; the pool replaces the connection.
 */
export function openDatabase(
  target: DatabaseTarget,
  onError: (error: Error) => void,
  timeouts = TIMEOUTS,
): PrismaClient {
  const kept = { keepAlive: true, idleTimeoutMillis: IDLE };
  const { connectionTimeoutMillis } = timeouts;
  const limits = typeof target === 'string' ? {} : { ...timeouts, ...kept, max: target.DATABASE_POOL_SIZE };
  const options = { connectionTimeoutMillis, ...connectionOptions(target), ...limits, types };
  const pool = new pg.Pool(options);
  pool.on('error', onError);
  const adapter = new Adapter(pool, {
    onConnectionError: onError,
    statementNameGenerator: ({ sql }) => statementName(sql),
  });
  const omit = { user: { passwordHash: true } } as const;
  return withDirectStatements<PrismaClient>(
    new PrismaClient({ adapter, omit, transactionOptions: TRANSACTIONS }),
    pool,
  );
}

/** Opens the read replica of the configuration, if it has one. */
export function openReader(config: Config, onError: (error: Error) => void): PrismaClient | undefined {
  const { DATABASE_READ_URL } = config;
  if (DATABASE_READ_URL === undefined) return undefined;
  return openDatabase({ ...config, DATABASE_URL: DATABASE_READ_URL }, onError);
}
