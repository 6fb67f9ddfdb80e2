import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { createDatabase, startPostgres } from '../dev/postgres.ts';
import { migrate } from '../src/database/migrations.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the test server's administrative database. */
    postgres: string;
  }
}

/** Name of the migrated database that every test file gets a copy of. */
export const MIGRATED = 'migrated';

/**
 * Provides one PostgreSQL for the whole run: the one in `TEST_DATABASE_URL`, as in a pipeline, whose user may create
 * databases and roles; otherwise a temporary one.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) {
    await prepare(project, database => Object.assign(new URL(given), { pathname: database }).href);
    return async () => {};
  }
  const folder = join(tmpdir(), `postgres-${randomUUID()}`);
  const server = await startPostgres(folder, ['fsync=off', 'full_page_writes=off']);
  await prepare(project, server.url);
  return async () => {
    server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function prepare(project: TestProject, url: (database: string) => string): Promise<void> {
  await createDatabase(url('postgres'), MIGRATED);
  await migrate(url(MIGRATED));
  project.provide('postgres', url('postgres'));
}
