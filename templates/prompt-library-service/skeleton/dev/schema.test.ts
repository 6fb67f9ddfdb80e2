import { appendFile, cp, mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrate, migrationsFolder } from '../src/database/migrations.ts';
import { MIGRATED } from '../test/global-setup.ts';
import { newDatabase } from '../test/service.ts';
import { runPrisma } from './prisma.ts';
import { schemaDifference, type SchemaSource, writeMigration } from './schema.ts';

/** A copy of the schema, with a table that no migration makes, and of the migrations. */
async function changedSource(change: string): Promise<SchemaSource> {
  const folder = await mkdtemp(join(tmpdir(), 'schema-'));
  await cp(join(migrationsFolder, '..'), folder, { recursive: true });
  const source = { schema: join(folder, 'schema.prisma'), migrations: join(folder, 'migrations') };
  await appendFile(source.schema, change);
  return source;
}

test('prisma migrate deploy has nothing to apply to a database that the service migrated', async () => {
  const { stdout } = runPrisma(['migrate', 'deploy'], await newDatabase(MIGRATED));
  expect(stdout).toContain('No pending migrations to apply.');
});

test('the service has nothing to apply to a database that prisma migrate deploy migrated', async () => {
  const database = await newDatabase();
  const { stdout } = runPrisma(['migrate', 'deploy'], database);
  expect(stdout).toContain('All migrations have been successfully applied.');
  expect(await migrate(database)).toEqual([]);
});

test('a changed schema gets a migration that matches it', async () => {
  const source = await changedSource('model Extra {\n  id Int @id\n}\n');
  const file = await writeMigration('add_extra', await newDatabase(), source);
  expect(file).toMatch(/\/\d{14}_add_extra\/migration\.sql$/);
  expect(await readFile(file!, 'utf8')).toMatch(/^-- CreateTable\nCREATE TABLE "Extra"/);

  const database = await newDatabase();
  await migrate(database, { folder: source.migrations });
  expect(schemaDifference(database, source.schema)).toBe('');
});

test('an unchanged schema gets no migration', async () => {
  const source = await changedSource('// Only a comment.\n');
  const before = await readdir(source.migrations);
  expect(await writeMigration('nothing', await newDatabase(), source)).toBeUndefined();
  expect(await readdir(source.migrations)).toEqual(before);
});

test.for(['', '../up', 'two words'])('a migration cannot be named "%s"', async name => {
  await expect(writeMigration(name, 'postgresql://unused')).rejects.toThrow('Name the migration with');
});

test('a comparison that crashes does not count as a match', async () => {
  const database = new URL(await newDatabase());
  database.pathname = 'missing';
  expect(() => schemaDifference(database.href)).toThrow(/missing.* does not exist/);
});

test('an invalid schema is rejected with Prisma’s message', async () => {
  const { schema } = await changedSource('model Broken {\n}\n');
  const database = await newDatabase();
  expect(() => schemaDifference(database, schema)).toThrow(
    'Each model must have at least one unique criteria',
  );
});

test('a call that deletes data is rejected', async () => {
  const { status, stderr } = runPrisma(['migrate', 'reset', '--force'], await newDatabase(MIGRATED));
  expect(stderr).toContain('does not support "reset"');
  expect(status).toBe(1);
});
