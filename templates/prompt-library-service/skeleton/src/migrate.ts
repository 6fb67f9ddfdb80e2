import { loadConfig } from './config.ts';
import { migrate } from './database/migrations.ts';
import { runMain } from './start-error.ts';

await runMain(async () => {
  const applied = await migrate(loadConfig(process.env).DATABASE_URL);
  console.log(applied.length > 0 ? `Applied: ${applied.join(', ')}` : 'Nothing to apply.');
});
