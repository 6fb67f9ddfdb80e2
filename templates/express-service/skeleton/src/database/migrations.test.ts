import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { expect, test } from 'vitest';
import { newDatabase } from '../../test/service.ts';
import { loadConfig } from '../config.ts';
import { migrate, migrationsFolder } from './migrations.ts';

async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  for (const [path, sql] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), sql);
  }
  return folder;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql);
  await client.end();
  return rows;
}

test('replicas that start together apply each migration once', async () => {
  const url = await newDatabase();
  const runs = await Promise.all([migrate(url), migrate(url), migrate(url)]);
  expect(runs.filter(applied => applied.length > 0)).toHaveLength(1);
});

test('a run is recorded in the same way as by Prisma', async () => {
  const url = await newDatabase();
  const [name] = await migrate(url);
  const sql = await readFile(join(migrationsFolder, name!, 'migration.sql'));
  expect(await query(url, 'SELECT * FROM _prisma_migrations ORDER BY migration_name LIMIT 1')).toEqual([
    {
      id: expect.stringMatching(/^[\w-]{36}$/),
      checksum: createHash('sha256').update(sql).digest('hex'),
      migration_name: name,
      started_at: expect.any(Date),
      finished_at: expect.any(Date),
      applied_steps_count: 1,
      logs: null,
      rolled_back_at: null,
    },
  ]);
});

test('a migration and its record are one transaction', async () => {
  const url = await newDatabase();
  const sql = 'CREATE TABLE witness AS SELECT txid_current()::text AS transaction;';
  await migrate(url, { folder: await folderWith({ '1_first/migration.sql': sql }) });
  const [row] = await query(
    url,
    'SELECT transaction, m.xmin::text AS record FROM witness, _prisma_migrations m',
  );
  expect(row?.record).toBe(row?.transaction);
});

test('a failed migration leaves nothing behind and continues after it is fixed', async () => {
  const url = await newDatabase();
  const first = { '1_first/migration.sql': 'CREATE TABLE first ();' };
  const broken = { ...first, '2_second/migration.sql': 'CREATE TABLE second (); SELECT nonsense;' };
  await expect(migrate(url, { folder: await folderWith(broken) })).rejects.toThrow(
    /2_second failed and was rolled back: .*nonsense/,
  );
  const fixed = { ...first, '2_second/migration.sql': 'CREATE TABLE second ();' };
  expect(await migrate(url, { folder: await folderWith(fixed) })).toEqual(['2_second']);
});

test('a migration that was edited after it was applied is rejected', async () => {
  const url = await newDatabase();
  await migrate(url, { folder: await folderWith({ '1_first/migration.sql': 'CREATE TABLE first ();' }) });
  const edited = await folderWith({ '1_first/migration.sql': 'CREATE TABLE other ();' });
  await expect(migrate(url, { folder: edited })).rejects.toThrow('1_first was edited after it was applied');
});

test('a database that cannot be reached is named without its password', async () => {
  const message = await migrate('postgresql://app:secret@127.0.0.1:1/app').catch(
    (error: Error) => error.message,
  );
  expect(message).toContain('127.0.0.1:1/app');
  expect(message).not.toContain('secret');
});

test('a rejected login reports what to check, without the password', async () => {
  const url = Object.assign(new URL(await newDatabase()), { password: 'only-for-this-test' });
  const message = await migrate(url.href).catch((error: Error) => error.message);
  expect(message).toMatch(
    /password authentication failed .* Check the role in DATABASE_URL .* rds-db:connect/,
  );
  expect(message).not.toContain('only-for-this-test');
});

test('a server without TLS reports what to check when TLS is required', async () => {
  const config = loadConfig({ DATABASE_URL: await newDatabase(), DATABASE_TLS: 'system' });
  await expect(migrate(config)).rejects.toThrow(/does not support SSL connections\. .*DATABASE_TLS/);
});
