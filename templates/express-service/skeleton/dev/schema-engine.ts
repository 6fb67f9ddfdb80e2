#!/usr/bin/env node
// The Prisma command line starts this file as its schema engine (see prisma.ts) instead of downloading one: it is the
// same engine as WebAssembly, with the service's own database driver. It receives JSON-RPC calls, one per line.
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';

interface Call {
  id: number;
  method: string;
  params: never;
}

/** The supported calls: the others need a shadow database or delete data. */
const methods = ['diff', 'diagnoseMigrationHistory', 'applyMigrations'] as const;

/** adapter-pg, with the additions that only the engine needs. */
class EngineAdapter extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    readCharColumns(adapter);
    // The original splits a script at every semicolon, even inside a function's body.
    adapter.executeScript = async sql => {
      await adapter.executeRaw({ sql, args: [], argTypes: [] });
    };
    return adapter;
  }

  // The original opens the database of the address, which the engine would assume to be empty.
  override connectToShadowDb(): never {
    throw new Error('There is no shadow database.');
  }
}

/** adapter-pg rejects "char", a type of the system catalogs, so TIME, which they do not use, stands in for it. */
function readCharColumns(adapter: Awaited<ReturnType<PrismaPg['connect']>>): void {
  const { CHAR, TIME } = pg.types.builtins;
  const pool = adapter.underlyingDriver();
  const query = pool.query.bind(pool) as (
    config: pg.QueryConfig,
  ) => Promise<pg.QueryResult | pg.QueryResult[]>;
  const queryAsTime = async (config: pg.QueryConfig) => {
    const results = await query(config);
    for (const field of [results].flat().flatMap(result => result.fields)) {
      if (field.dataTypeID === Number(CHAR)) field.dataTypeID = TIME;
    }
    return results;
  };
  Object.assign(pool, { query: queryAsTime });

  const { Time, Character } = ColumnTypeEnum;
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async input => {
    const result = await queryRaw(input);
    return { ...result, columnTypes: result.columnTypes.map(type => (type === Time ? Character : type)) };
  };
}

async function openEngine(): Promise<SchemaEngine> {
  const engine = await import('@prisma/schema-engine-wasm');
  const adapter = bindMigrationAwareSqlAdapterFactory(new EngineAdapter({ connectionString: url }));
  return engine.SchemaEngine.new({ datamodels: undefined }, () => {}, adapter);
}

/** Returns the result of a call or its error, so that the command line always gets a response. */
async function serve(call: Call): Promise<object> {
  try {
    const method = methods.find(name => name === call.method);
    if (!method) {
      throw new Error(
        `This project's schema engine does not support "${call.method}": ` +
          'write a migration with `npm run db:diff`, apply it with `npm run db:migrate`.',
      );
    }
    engine ??= openEngine();
    const running = engine.then<object>(opened => opened[method](call.params));
    const result = await Promise.race([running, panic]);
    if ('stdout' in result) write({ id: 0, method: 'print', params: { content: result.stdout } });
    return { result };
  } catch (error) {
    // The rest is the engine's own stack trace.
    const [message] = (error as Error).message.split('\n   0: ');
    return { error: { code: 1, message, data: { message } } };
  }
}

function write(message: object): void {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

/** Checks that the database can be reached, as the command line requests before its calls. */
async function checkConnection(): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    const { message } = (error instanceof AggregateError ? error.errors[0] : error) as Error;
    const fields = { error_code: 'P1001', message };
    // The command line reads from the second line on.
    process.stderr.write(`\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}`);
    process.exitCode = 1;
  } finally {
    await client.end();
  }
}

// A panic of the engine leaves its call unsettled; its message is set before the exception is thrown.
let panicMessage = '';
Object.assign(globalThis, {
  PRISMA_WASM_PANIC_REGISTRY: { set_message: (text: string) => (panicMessage = text) },
});
const panic = new Promise<never>((_, reject) => {
  process.on('uncaughtException', error =>
    reject(new Error(panicMessage || error.message, { cause: error })),
  );
});

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: { datasource: { type: 'string' } },
});
let engine: Promise<SchemaEngine> | undefined;
const { url } = JSON.parse(values.datasource as string) as { url: string };
if (positionals.includes('cli')) {
  await checkConnection();
} else {
  for await (const line of createInterface({ input: process.stdin })) {
    const call = JSON.parse(line) as Partial<Call>;
    // A line without a method acknowledges what was printed.
    if (call.method) write({ id: call.id, ...(await serve(call as Call)) });
  }
}
