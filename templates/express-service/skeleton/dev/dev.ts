import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { runMain } from '../src/start-error.ts';
import { provideDatabase } from './database.ts';
import { generateClient } from './generate.ts';

const root = join(import.meta.dirname, '..');

await runMain(async () => {
  generateClient();
  const database = await provideDatabase();
  console.log(`PostgreSQL: ${database.url}`);

  const service = spawn(process.execPath, ['--watch', '--watch-preserve-output', 'src/server.ts'], {
    cwd: root,
    stdio: 'inherit',
    env: { NODE_ENV: 'development', ...process.env, DATABASE_URL: database.url },
  });
  // Ctrl-C also reaches the service directly: this process must outlive the service to stop the database.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => service.kill('SIGTERM'));
  }
  await once(service, 'exit');
  database.stop();
});
