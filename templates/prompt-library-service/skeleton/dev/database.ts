import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase, startPostgres } from './postgres.ts';

const root = join(import.meta.dirname, '..');

/**
 * The development database: the one that DATABASE_URL names (`.env` counts), or else one that is started here,
 * with its data in `.data/postgres`.
 * @returns its address, and what to call when it is not needed any more.
 */
export async function provideDatabase(): Promise<{ url: string; stop: () => void }> {
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, stop: () => {} };
  const postgres = await startPostgres(join(root, '.data/postgres'));
  await createDatabase(postgres.url('postgres'), 'app');
  return { url: postgres.url('app'), stop: postgres.stop };
}
