import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillLibrary, type LibrarySize } from '../large-library.ts';
import { createDatabase, startPostgres } from '../postgres.ts';
import { openDatabase } from '../../src/database/database.ts';
import { migrate } from '../../src/database/migrations.ts';
import { leaveFirstCore } from './processes.ts';

/**
 * Starts a temporary PostgreSQL with a large library and the extension pg_stat_statements while `use` runs. It and this
 * process leave the first core to the servers that are measured.
 * @param use - gets the address of the database.
 */
export async function withLibrary(size: LibrarySize, use: (url: string) => Promise<void>): Promise<void> {
  leaveFirstCore();
  const folder = join(tmpdir(), `bench-${randomUUID()}`);
  const postgres = await startPostgres(folder, ['shared_preload_libraries=pg_stat_statements']);
  try {
    await createDatabase(postgres.url('postgres'), 'app');
    const url = postgres.url('app');
    await migrate(url);
    const database = openDatabase(url, () => {});
    await database.$executeRaw`CREATE EXTENSION pg_stat_statements`;
    await fillLibrary(database, size);
    await database.$disconnect();
    await use(url);
  } finally {
    postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
