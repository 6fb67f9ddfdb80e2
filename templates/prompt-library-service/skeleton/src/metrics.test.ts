import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { MIGRATED } from '../test/global-setup.ts';
import { newDatabase } from '../test/service.ts';
import { createApp } from './app.ts';
import { loadConfig } from './config.ts';
import { openDatabase } from './database/database.ts';
import { drain, listen } from './http/listen.ts';
import { createMetrics, listenForMetrics } from './metrics.ts';

test('requests are counted by method, route and status, and served to Prometheus on a port of their own', async () => {
  const config = loadConfig({ DATABASE_URL: await newDatabase(MIGRATED), NODE_ENV: 'test' });
  const database = openDatabase(config, () => {});
  const metrics = createMetrics();
  const api = await listen(createApp({ database, config }, pino({ level: 'silent' }), { metrics }), 0);
  const own = (await listenForMetrics(metrics, 0))!;
  onTestFinished(async () => {
    await Promise.all([drain(api, 0), drain(own, 0)]);
    await database.$disconnect();
  });
  const [url, metricsUrl] = [api, own].map(
    server => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  );
  for (const path of ['/v1/prompts', '/v1/prompts/1', '/v1/prompts/2', '/metrics']) await fetch(url + path);
  const response = await fetch(`${metricsUrl}/metrics`);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const text = await response.text();
  const counts = [...text.matchAll(/^http_request_duration_seconds_count\{(.*)\} (\d+)$/gm)];
  expect(counts.map(([, labels, count]) => `${labels} ${count}`)).toEqual([
    'method="GET",route="/v1/prompts",status="200" 1',
    'method="GET",route="/v1/prompts/:id",status="400" 2',
    'method="GET",route="none",status="404" 1',
  ]);
  expect(text).toMatch(/^nodejs_eventloop_lag_seconds \S+$/m);
});
