import { spawnSync } from 'node:child_process';
import { runMain } from '../src/start-error.ts';
import { provideDatabase } from './database.ts';
import { generateClient } from './generate.ts';

// Runs a program on the development database: node dev/with-database.ts <file> [argument ...]
await runMain(async () => {
  generateClient();
  const database = await provideDatabase();
  const { status } = spawnSync(process.execPath, process.argv.slice(2), {
    stdio: 'inherit',
    env: { ...process.env, DATABASE_URL: database.url },
  });
  database.stop();
  process.exitCode = status ?? 1;
});
