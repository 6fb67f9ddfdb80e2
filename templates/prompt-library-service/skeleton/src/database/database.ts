import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { z } from 'zod';
import { Prisma, PrismaClient } from '../generated/prisma/client.ts';
import { connectionOptions, type DatabaseTarget } from './connection.ts';

/** The database as the features see it: the connection pool, or a transaction on it. */
export type Database = Prisma.TransactionClient;

/**
 * Opens a connection pool; nothing is connected before the first query.
 * @param target - PGPASSWORD is used when it holds no password.
 * @param onError - told when an idle connection breaks; the pool replaces it by itself.
 */
export function openDatabase(target: DatabaseTarget, onError: (error: Error) => void): PrismaClient {
  const adapter = new PrismaPg(
    { ...connectionOptions(target), connectionTimeoutMillis: 5_000 },
    {
      onPoolError: onError,
      onConnectionError: onError,
      // Named statements are planned once per connection and not at every call.
      statementNameGenerator: ({ sql }) => createHash('sha256').update(sql).digest('base64url'),
    },
  );
  return new PrismaClient({ adapter, omit: { user: { passwordHash: true } } });
}

/** Whether PostgreSQL refused a row because a unique column has that value already. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}

/** Whether a statement failed because there is no connection to PostgreSQL, none was free, or it broke. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  const { data } = AdapterError.safeParse(error.meta);
  const { kind = '', originalCode = '' } = data?.driverAdapterError.cause ?? {};
  return AWAY.has(error.code) || AWAY.has(kind) || AWAY.has(originalCode);
}

/** What the driver said, which Prisma hands on also for statements of our own. */
const AdapterError = z.object({
  driverAdapterError: z.object({
    cause: z.object({ kind: z.string().optional(), originalCode: z.string().optional() }),
  }),
});

/** The driver's kinds, Prisma's codes and PostgreSQL's codes (class 57P: it is being stopped) that say so. */
const AWAY = new Set([
  ...['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections'],
  ...['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028'],
  ...['57P01', '57P02', '57P03'],
]);

/** Whether PostgreSQL refused a row because it points to a row that is not there. */
export function isForeignKeyViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2003';
}
