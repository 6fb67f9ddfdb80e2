import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, migrationsFolder } from '../src/database/migrations.ts';
import { runMain, StartError } from '../src/start-error.ts';
import { provideDatabase } from './database.ts';
import { startPostgres } from './postgres.ts';
import { runPrisma } from './prisma.ts';

const root = join(import.meta.dirname, '..');

/** The paths of a schema and its migrations. */
export interface SchemaSource {
  schema: string;
  migrations: string;
}

const ownSource: SchemaSource = {
  schema: join(root, 'prisma/schema.prisma'),
  migrations: migrationsFolder,
};

/**
 * Returns the SQL that turns a database into a Prisma schema, empty when they match. Prisma compares tables, columns,
 * foreign keys and complete indexes, but not column expressions, CHECKs, triggers, functions or partial indexes.
 * @throws StartError with Prisma's message when it cannot compare them.
 */
export function schemaDifference(database: string, schema: string = ownSource.schema): string {
  const ends = ['--from-config-datasource', '--to-schema', schema];
  const run = runPrisma(['migrate', 'diff', ...ends, '--script', '--exit-code'], database);
  const sql = run.stdout.trim();
  // Prisma also exits with 0 when its engine crashed: only its output proves that there is no difference.
  if (run.status === 0 && sql === '-- This is an empty migration.') return '';
  if (run.status === 2 && sql) return sql;
  throw new StartError(`prisma migrate diff failed:\n${sql}\n${run.stderr}`);
}

/**
 * Writes the migration from the existing migrations to the schema.
 * @param name - letters, digits and underscores; the time is prepended.
 * @param emptyDatabase - the migrations are applied to it.
 * @returns the file, or undefined when the migrations already match the schema.
 * @throws StartError when the name or the schema is invalid, or a migration fails.
 */
export async function writeMigration(
  name: string,
  emptyDatabase: string,
  source: SchemaSource = ownSource,
): Promise<string | undefined> {
  if (!/^\w{1,100}$/.test(name)) {
    throw new StartError(
      `Name the migration with letters, digits and underscores, such as add_comments, not "${name}".`,
    );
  }
  await migrate(emptyDatabase, { folder: source.migrations });
  const sql = schemaDifference(emptyDatabase, source.schema);
  if (!sql) return undefined;
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(source.migrations, `${time}_${name}`);
  await mkdir(folder);
  await writeFile(join(folder, 'migration.sql'), `${sql}\n`);
  return join(folder, 'migration.sql');
}

/** Prints which migrations the development database lacks. */
async function printStatus(): Promise<void> {
  const database = await provideDatabase();
  const run = runPrisma(['migrate', 'status'], database.url);
  database.stop();
  process.stdout.write(run.stdout);
  process.stderr.write(run.stderr);
  process.exitCode = run.status ?? 1;
}

async function writeOwnMigration(name = ''): Promise<void> {
  const folder = join(tmpdir(), `postgres-${randomUUID()}`);
  const server = await startPostgres(folder, ['fsync=off', 'full_page_writes=off']);
  try {
    const file = await writeMigration(name, server.url('postgres'));
    console.log(
      file
        ? `Wrote ${file}: review it before you run it; Prisma drops and adds columns that you meant to rename.`
        : 'Nothing to write: the migrations match prisma/schema.prisma.',
    );
  } finally {
    server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const [command, name] = process.argv.slice(2);
  await runMain(() => (command === 'diff' ? writeOwnMigration(name) : printStatus()));
}
