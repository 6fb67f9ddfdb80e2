import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { createApp } from './app.ts';
import { loadConfig } from './config.ts';
import { openDatabase } from './database/database.ts';
import { migrate } from './database/migrations.ts';
import { drain, listen } from './http/listen.ts';
import { service } from './service.ts';
import { runMain } from './start-error.ts';
import { startSweeper } from './sweeper.ts';

await runMain(async () => {
  const config = loadConfig(process.env);
  const logger = pino({ name: service.name, level: config.LOG_LEVEL });

  const applied = await migrate(config.DATABASE_URL);
  logger.info({ applied }, 'database is up to date');
  const database = openDatabase(config.DATABASE_URL, ({ message }) =>
    logger.warn({ reason: message }, 'a database connection was lost'),
  );

  const context = { database, config };
  const server = await listen(createApp(context, logger), config.PORT);
  logger.info(`listening on http://localhost:${(server.address() as AddressInfo).port}`);
  const sweeper = startSweeper(context, logger);

  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  logger.info('stopping: finishing the requests under way');
  await Promise.all([drain(server, config.SHUTDOWN_TIMEOUT_SECONDS * 1000), sweeper.stop()]);
  await database.$disconnect();
});
