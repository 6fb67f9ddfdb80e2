import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlQueryable } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { Prisma } from '../generated/prisma/client.ts';
import { rethrow } from './errors.ts';
import { statementName } from './statement-name.ts';

/**
 * Returns the client with `$queryRaw` and `$executeRaw` that give their statements to the pool directly: Prisma's engine
 * costs more CPU than the rest of a request that reads. Statements inside a transaction, and those that Prisma writes,
 * go through Prisma.
 * @param pool - the pool of the client's adapter, which `$disconnect` ends: Prisma does not, as long as it has not used it.
 */
export function withDirectStatements<Client extends { $disconnect: () => Promise<void> }>(
  client: Client,
  pool: pg.Pool,
): Client {
  const run = (given: TemplateStringsArray | Prisma.Sql, parameters: unknown[]) => {
    const { text, values } = given instanceof Prisma.Sql ? given : Prisma.sql(given, ...parameters);
    return pool.query<object>({ name: statementName(text), text, values }).catch(rethrow);
  };
  const direct: Record<PropertyKey, unknown> = {
    $queryRaw: async (sql: TemplateStringsArray, ...values: unknown[]) => (await run(sql, values)).rows,
    $executeRaw: async (sql: TemplateStringsArray, ...values: unknown[]) =>
      (await run(sql, values)).rowCount ?? 0,
    $disconnect: async () => {
      await client.$disconnect();
      if (!pool.ending) await pool.end();
    },
  };
  return new Proxy(client, {
    get: (target, name) => {
      if (name in direct) return direct[name];
      const value: unknown = Reflect.get(target, name);
      // A transaction that began on this proxy would send its raw statements past itself.
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

/** The types as Prisma returns them: pg's own, except that a `bigint` is not a string. */
export const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === Number(pg.types.builtins.INT8)
      ? BigInt
      : (pg.types.getTypeParser(oid, format) as (value: string) => unknown),
};

/** Prisma's adapter, whose transactions report lost connections as the pool does: see {@link rethrow}. */
export class Adapter extends PrismaPg {
  override async connect() {
    const adapter = reporting(await super.connect());
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async isolation => reporting(await start(isolation).catch(rethrow));
    return adapter;
  }
}

function reporting<Queryable extends SqlQueryable>(queryable: Queryable): Queryable {
  const [query, execute] = [queryable.queryRaw.bind(queryable), queryable.executeRaw.bind(queryable)];
  queryable.queryRaw = statement => query(statement).catch(rethrow);
  queryable.executeRaw = statement => execute(statement).catch(rethrow);
  return queryable;
}
