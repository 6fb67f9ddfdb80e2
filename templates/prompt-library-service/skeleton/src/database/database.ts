import pg from 'pg';
import { type Prisma, PrismaClient } from '../generated/prisma/client.ts';
import { connectionOptions, type DatabaseTarget } from './connection.ts';
import { Adapter, types, withDirectStatements } from './direct.ts';
import { statementName } from './statement-name.ts';

export { isDatabaseUnavailable, isForeignKeyViolation, isUniqueViolation } from './errors.ts';

/** The database that features use: the connection pool or a transaction on it. */
export type Database = Prisma.TransactionClient;

/**
 * Opens a connection pool, which connects at the first query.
 * @param target - PGPASSWORD is used when it contains no password.
 * @param onError - called when an idle connection breaks; the pool replaces the connection.
 */
export function openDatabase(target: DatabaseTarget, onError: (error: Error) => void): PrismaClient {
  const size = typeof target === 'string' ? {} : { max: target.DATABASE_POOL_SIZE };
  const options = { ...connectionOptions(target), ...size, types, connectionTimeoutMillis: 5_000 };
  const pool = new pg.Pool(options);
  pool.on('error', onError);
  const adapter = new Adapter(pool, {
    disposeExternalPool: true,
    onConnectionError: onError,
    statementNameGenerator: ({ sql }) => statementName(sql),
  });
  const omit = { user: { passwordHash: true } } as const;
  return withDirectStatements<PrismaClient>(new PrismaClient({ adapter, omit }), pool);
}
