import pg from 'pg';
import { z } from 'zod';
import { Prisma } from '../generated/prisma/client.ts';

/** No connection to the database was available, or it broke before the database answered. */
export class ConnectionError extends Error {
  override name = 'ConnectionError';
}

/**
 * Throws an error of the driver again, for {@link isDatabaseUnavailable}: an error that PostgreSQL did not send is
 * thrown as a {@link ConnectionError}.
 */
export function rethrow(error: unknown): never {
  const isAnswer = error instanceof pg.DatabaseError || DriverAdapterError.safeParse(error).success;
  if (isAnswer || error instanceof TypeError) throw error;
  throw new ConnectionError(error instanceof Error ? error.message : String(error), { cause: error });
}

/** Returns whether PostgreSQL rejected a row because the value of a unique column already exists. */
export function isUniqueViolation(error: unknown): boolean {
  return prismaCode(error) === 'P2002' || sqlState(error) === '23505';
}

/** Returns whether PostgreSQL rejected a row because it references a row that does not exist. */
export function isForeignKeyViolation(error: unknown): boolean {
  return prismaCode(error) === 'P2003' || sqlState(error) === '23503';
}

/**
 * Returns whether the database did not do its work for a reason outside of the statement: no connection, a timeout, a
 * full disk, a read-only database, and every other error of the database that is not listed in {@link OF_THE_STATEMENT}.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (error instanceof ConnectionError) return true;
  const state = sqlState(error);
  if (state !== undefined) return !OF_THE_STATEMENT.has(state.slice(0, 2));
  const code = prismaCode(error);
  if (code !== undefined) return PRISMA_OUTAGE.test(code);
  return (
    DriverAdapterError.safeParse(error).success || error instanceof Prisma.PrismaClientInitializationError
  );
}

/**
 * The classes of PostgreSQL's errors (https://www.postgresql.org/docs/15/errcodes-appendix.html) that a statement causes
 * itself, so that it would fail again: unsupported, cardinality, data, integrity, function, syntax and raised ones.
 */
const OF_THE_STATEMENT = new Set(['0A', '21', '22', '23', '2F', '38', '39', '42', 'P0']);

/** Prisma's own errors about connections, and about transactions that waited or ran for too long. */
const PRISMA_OUTAGE = /^(P1\d{3}|P2024|P2028|P2034|P2037)$/;

/** An error of Prisma's driver adapter; `originalCode` is PostgreSQL's. */
const DriverAdapterError = z.object({
  name: z.literal('DriverAdapterError'),
  cause: z.object({ originalCode: z.string().optional() }),
});

/** Prisma's own error, which has the driver's when PostgreSQL rejected a statement. */
const KnownError = z.object({ driverAdapterError: DriverAdapterError });

/** PostgreSQL's five-letter code of an error. */
function sqlState(error: unknown): string | undefined {
  if (error instanceof pg.DatabaseError) return error.code;
  const driver =
    error instanceof Prisma.PrismaClientKnownRequestError
      ? KnownError.safeParse(error.meta).data?.driverAdapterError
      : DriverAdapterError.safeParse(error).data;
  return driver?.cause.originalCode;
}

function prismaCode(error: unknown): string | undefined {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return undefined;
  const isOfDriver = KnownError.safeParse(error.meta).success;
  // P2010 is any raw statement; without a code of PostgreSQL, the driver had no connection.
  return error.code === 'P2010' && isOfDriver ? 'P1001' : error.code;
}
