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

/** Starts one PostgreSQL for the whole run and throws it away afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = join(tmpdir(), `postgres-${randomUUID()}`);
  const server = await startPostgres(folder, ['fsync=off', 'full_page_writes=off']);
  await createDatabase(server.url('postgres'), MIGRATED);
  await migrate(server.url(MIGRATED));
  project.provide('postgres', server.url('postgres'));
  return async () => {
    server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
