import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { createApp } from './app.ts';
import { loadConfig } from './config.ts';
import { openDatabase, openReader } from './database/database.ts';
import { migrate, requireMigrated } from './database/migrations.ts';
import { errorReporter } from './error-reporting.ts';
import { drain, listen } from './http/listen.ts';
import type { Context } from './http/route.ts';
import { createMetrics, listenForMetrics } from './metrics.ts';
import { service } from './service.ts';
import { runMain } from './start-error.ts';
import { startSweeper } from './sweeper.ts';
import { noTracing, startTracing } from './tracing.ts';

await runMain(async () => {
  const config = loadConfig(process.env);
  let tracing = noTracing;
  const logger = pino(
    { name: service.name, level: config.LOG_LEVEL, mixin: () => tracing.ids() },
    // One system call for many lines; the rest is written when the process ends, and at once for fatal errors.
    pino.destination({ sync: false, minLength: 4_096, periodicFlush: 100 }),
  );
  tracing = await startTracing(config, reason => logger.warn({ reason }, 'OpenTelemetry reports a problem'));
  const reporter = await errorReporter(config);
  // The process is in an unknown state: it ends, and the container orchestrator starts another one.
  process.once('uncaughtException', error => {
    logger.fatal(error);
    reporter.report(error, { work: 'process' });
    void reporter.flush().finally(() => process.exit(1));
  });

  const applied = config.MIGRATE_ON_START ? await migrate(config) : await requireMigrated(config);
  logger.info({ applied }, 'database is up to date');
  const onLost = ({ message }: Error) => logger.warn({ reason: message }, 'a database connection was lost');
  const database = openDatabase(config, onLost);

  const stopping = new AbortController();
  const reader = openReader(config, onLost);
  const context: Context = { database, config, stopping: stopping.signal, ...(reader && { reader }) };
  const metrics = createMetrics();
  const metricsServer = await listenForMetrics(metrics, config.METRICS_PORT);
  const server = await listen(createApp(context, logger, { reporter, metrics }), config.PORT);
  logger.info(`listening on http://localhost:${(server.address() as AddressInfo).port}`);
  const sweeper = startSweeper(context, logger, { reporter });

  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => process.exit(1));
  stopping.abort();
  logger.info('stopping: finishing the requests in progress');
  await Promise.all([drain(server, config.SHUTDOWN_TIMEOUT_SECONDS * 1000), sweeper.stop()]);
  metricsServer?.close();
  await Promise.all([database.$disconnect(), reader?.$disconnect(), reporter.flush(), tracing.stop()]);
});
