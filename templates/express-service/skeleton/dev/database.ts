import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase, startPostgres } from './postgres.ts';

const root = join(import.meta.dirname, '..');

/**
 * Provides the development database: the one in DATABASE_URL (also from `.env`), or one that is started here with its
 * data in `.data/postgres`.
 * @returns its address, and a function that stops it.
 */
export async function provideDatabase(): Promise<{ url: string; stop: () => void }> {
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, stop: () => {} };
  const postgres = await startPostgres(join(root, '.data/postgres'));
  await createDatabase(postgres.url('postgres'), 'app');
  return { url: postgres.url('app'), stop: postgres.stop };
}
