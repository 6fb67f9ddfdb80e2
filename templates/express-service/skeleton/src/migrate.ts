import { loadConfig } from './config.ts';
import { migrate } from './database/migrations.ts';
import { runMain } from './start-error.ts';

await runMain(async () => {
  const config = loadConfig(process.env);
  const applied = await migrate(config, { serviceRole: config.DATABASE_SERVICE_ROLE });
  console.log(applied.length > 0 ? `Applied: ${applied.join(', ')}` : 'Nothing to apply.');
});
