import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { StartError } from '../start-error.ts';
import { connectionOptions, type DatabaseTarget } from './connection.ts';
import { prepareServiceRole } from './service-role.ts';

/** The folder that `prisma migrate` writes to: one folder per migration. */
export const migrationsFolder = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/** The advisory lock that `prisma migrate deploy` also takes, so the two never run at the same time. */
const LOCK_KEY = 72_707_369;

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/** The options of {@link migrate}. */
export interface MigrateOptions {
  /** the folder with one folder per migration */
  folder?: string;
  /** the role that the service logs in as, if it does not own the tables */
  serviceRole?: string | undefined;
}

/**
 * Applies the pending migrations in order, each in its own transaction, and records them as
 * `prisma migrate deploy` does. Replicas that start together wait for each other.
 * @returns the names of the migrations that this call applied.
 * @throws StartError when the database cannot be reached, or a migration fails or was edited after it was applied.
 */
export async function migrate(
  target: DatabaseTarget,
  { folder = migrationsFolder, serviceRole }: MigrateOptions = {},
): Promise<string[]> {
  const migrations = await readMigrations(folder);
  return connected(target, async client => {
    // Ending the session also releases the lock.
    await client.query('SELECT pg_advisory_lock($1)', [LOCK_KEY]);
    await client.query(MIGRATIONS_TABLE);
    const applied = await readApplied(client);
    const pending = migrations.filter(migration => !isApplied(migration, applied));
    for (const migration of pending) await apply(client, migration);
    if (serviceRole !== undefined) await prepareServiceRole(client, serviceRole);
    return pending.map(migration => migration.name);
  });
}

/**
 * Checks that the database has the migrations that this version needs, and writes nothing. Additional migrations are
 * allowed: the previous version runs with them during a rollout and after a rollback.
 * @throws StartError naming the missing migrations, or when the database cannot be reached.
 */
export async function requireMigrated(
  target: DatabaseTarget,
  folder: string = migrationsFolder,
): Promise<void> {
  const migrations = await readMigrations(folder);
  const missing = await connected(target, async client => {
    const applied = await readApplied(client).catch((error: pg.DatabaseError) => {
      if (error.code === UNDEFINED_TABLE) return new Map<string, never>();
      throw new StartError(
        `The migrations of the database cannot be read: ${error.message}. ` +
          `Run \`node dist/migrate.js\` with DATABASE_SERVICE_ROLE=${client.user ?? ''} first.`,
        { cause: error },
      );
    });
    return migrations.filter(migration => !isApplied(migration, applied));
  });
  if (missing.length === 0) return;
  throw new StartError(
    `The database lacks ${missing.map(({ name }) => name).join(', ')}. ` +
      'Run `node dist/migrate.js` of this version first, or set MIGRATE_ON_START=true.',
  );
}

/** PostgreSQL's code for a table that does not exist. */
const UNDEFINED_TABLE = '42P01';

async function connected<Result>(
  target: DatabaseTarget,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ ...connectionOptions(target), connectionTimeoutMillis: 10_000 });
  // Without a listener, a broken connection would end the process before the query's own error is reported.
  client.on('error', () => {});
  await connect(client);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter(entry => entry.isDirectory()).map(entry => entry.name);
  return Promise.all(
    names.sort().map(async name => {
      const sql = await readFile(`${folder}/${name}/migration.sql`, 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

type ConnectionError = Error & { code?: string };

function remedy(code: string, message: string): string {
  // PostgreSQL's class for a rejected login
  if (code.startsWith('28')) {
    return (
      'Check the role in DATABASE_URL and its password; with DATABASE_AUTH=iam, that `node dist/migrate.js` ' +
      'created the role and that the AWS role may rds-db:connect as it.'
    );
  }
  // An untrusted certificate, a certificate for another host, or no TLS at all
  if (/CERT|LEAF_SIGNATURE/.test(code) || message.includes('SSL')) {
    return 'Check the host in DATABASE_URL, and DATABASE_TLS; NODE_EXTRA_CA_CERTS adds an authority.';
  }
  return 'Check DATABASE_URL, and that PostgreSQL is running.';
}

async function connect(client: pg.Client): Promise<void> {
  try {
    await client.connect();
  } catch (error) {
    const { message, code = '' } = (
      error instanceof AggregateError ? error.errors[0] : error
    ) as ConnectionError;
    throw new StartError(
      `Cannot connect to the database at ${client.host}:${client.port}/${client.database}: ${message}. ` +
        remedy(code, message),
      { cause: error },
    );
  }
}

/** The table in which Prisma records the applied migrations. */
const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

async function readApplied(client: pg.Client): Promise<Map<string, { checksum: string; finished: boolean }>> {
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`,
  );
  return new Map(rows.map(row => [row.name, row]));
}

function isApplied(migration: Migration, applied: Awaited<ReturnType<typeof readApplied>>): boolean {
  const row = applied.get(migration.name);
  if (!row) return false;
  if (!row.finished) {
    throw new StartError(
      `Migration ${migration.name} was started but never finished. ` +
        'Fix the database, then run `npx prisma migrate resolve`.',
    );
  }
  if (row.checksum !== migration.checksum) {
    throw new StartError(
      `Migration ${migration.name} was edited after it was applied. ` +
        `Restore prisma/migrations/${migration.name}/migration.sql and move the change to a new migration.`,
    );
  }
  return true;
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  const startedAt = new Date();
  try {
    await client.query('BEGIN');
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO "_prisma_migrations"
         (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name, startedAt],
    );
    await client.query('COMMIT');
  } catch (error) {
    throw new StartError(
      `Migration ${migration.name} failed and was rolled back: ${(error as Error).message}. ` +
        `Fix prisma/migrations/${migration.name}/migration.sql.`,
      { cause: error },
    );
  }
}
