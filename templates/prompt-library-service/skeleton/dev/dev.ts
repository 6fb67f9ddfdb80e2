import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runMain } from '../src/start-error.ts';
import { generateClient } from './generate.ts';
import { createDatabase, startPostgres } from './postgres.ts';

const root = join(import.meta.dirname, '..');

/** Starts a database of its own unless DATABASE_URL names one. */
async function provideDatabase(): Promise<{ url: string; stop?: () => void }> {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL };
  const postgres = await startPostgres(join(root, '.data/postgres'));
  await createDatabase(postgres.url('postgres'), 'app');
  return { url: postgres.url('app'), stop: postgres.stop };
}

await runMain(async () => {
  generateClient();
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
  const database = await provideDatabase();
  console.log(`PostgreSQL: ${database.url}`);

  const service = spawn(process.execPath, ['--watch', '--watch-preserve-output', 'src/server.ts'], {
    cwd: root,
    stdio: 'inherit',
    env: { NODE_ENV: 'development', ...process.env, DATABASE_URL: database.url },
  });
  // Also of Ctrl-C, which reaches the service by itself: this process has to outlive it to stop the database.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => service.kill('SIGTERM'));
  }
  await once(service, 'exit');
  database.stop?.();
});
