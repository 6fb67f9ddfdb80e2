import { PrismaPg } from '@prisma/adapter-pg';
import { Prisma, PrismaClient } from '../generated/prisma/client.ts';
import { service } from '../service.ts';

/** The database as the features see it. */
export type Database = PrismaClient;

/** The part of {@link Database} that also works inside a transaction. */
export type Transaction = Prisma.TransactionClient;

/**
 * Opens a connection pool; nothing is connected before the first query.
 * @param url - PostgreSQL address; PGPASSWORD is used when it holds no password.
 * @param onError - told when an idle connection breaks; the pool replaces it by itself.
 */
export function openDatabase(url: string, onError: (error: Error) => void): Database {
  const adapter = new PrismaPg(
    { connectionString: url, application_name: service.name, connectionTimeoutMillis: 5_000 },
    { onPoolError: onError, onConnectionError: onError },
  );
  return new PrismaClient({ adapter });
}

/** Whether PostgreSQL refused a row because a unique column has that value already. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}

/** Whether PostgreSQL refused a row because it points to a row that is not there. */
export function isForeignKeyViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2003';
}
