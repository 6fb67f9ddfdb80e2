import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { z } from 'zod';
import { Prisma, PrismaClient } from '../generated/prisma/client.ts';
import { connectionOptions, type DatabaseTarget } from './connection.ts';

/** The database that features use: the connection pool or a transaction on it. */
export type Database = Prisma.TransactionClient;

/**
 * Opens a connection pool, which connects at the first query.
 * @param target - PGPASSWORD is used when it contains no password.
 * @param onError - called when an idle connection breaks; the pool replaces the connection.
 */
export function openDatabase(target: DatabaseTarget, onError: (error: Error) => void): PrismaClient {
  const size = typeof target === 'string' ? {} : { max: target.DATABASE_POOL_SIZE };
  const adapter = new PrismaPg(
    { ...connectionOptions(target), ...size, connectionTimeoutMillis: 5_000 },
    {
      onPoolError: onError,
      onConnectionError: onError,
      // Named statements are planned once per connection instead of at every call.
      statementNameGenerator: ({ sql }) => createHash('sha256').update(sql).digest('base64url'),
    },
  );
  return new PrismaClient({ adapter });
}

/** Returns whether a statement failed because no connection was available or the connection broke. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  const { data } = AdapterError.safeParse(error.meta);
  const { kind = '', originalCode = '' } = data?.driverAdapterError.cause ?? {};
  return UNAVAILABLE.has(error.code) || UNAVAILABLE.has(kind) || UNAVAILABLE.has(originalCode);
}

/** The driver's error, which Prisma passes on for raw statements too. */
const AdapterError = z.object({
  driverAdapterError: z.object({
    cause: z.object({ kind: z.string().optional(), originalCode: z.string().optional() }),
  }),
});

/** The driver's kinds, Prisma's codes and PostgreSQL's codes (class 57P: shutdown) of an unavailable database. */
const UNAVAILABLE = new Set([
  ...['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections'],
  ...['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028'],
  ...['57P01', '57P02', '57P03'],
]);
