import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { StartError } from '../src/start-error.ts';
import { createDatabase, startPostgres } from './postgres.ts';

const root = join(import.meta.dirname, '..');

/**
 * Provides the development database: the one in DATABASE_URL (also from `.env`), or one that is started here with its
 * data in `.data/postgres`.
 * @returns its address, and a function that stops it.
 * @throws StartError when the database in DATABASE_URL does not respond.
 */
export async function provideDatabase(): Promise<{ url: string; stop: () => void }> {
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
  const { DATABASE_URL } = process.env;
  if (DATABASE_URL) {
    await requireReachable(DATABASE_URL);
    return { url: DATABASE_URL, stop: () => {} };
  }
  const postgres = await startPostgres(join(root, '.data/postgres'));
  await createDatabase(postgres.url('postgres'), 'app');
  return { url: postgres.url('app'), stop: postgres.stop };
}

/** `npm run dev` would wait for the next change of a file after the service could not start. */
async function requireReachable(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
  } catch (cause) {
    const { code, message } = cause as Error & { code?: string };
    throw new StartError(
      `Cannot connect to the database in DATABASE_URL: ${message || code}. Start it, or remove DATABASE_URL from the ` +
        'environment and from .env to use a database that is started here.',
      { cause },
    );
  } finally {
    await client.end();
  }
}
