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

const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;

/** Serves the application and its metrics; returns the addresses of both. */
async function serve(): Promise<{ api: string; metrics: string }> {
  const config = loadConfig({ DATABASE_URL: await newDatabase(MIGRATED), NODE_ENV: 'test' });
  const database = openDatabase(config, () => {});
  const metrics = createMetrics();
  const api = await listen(createApp({ database, config }, pino({ level: 'silent' }), { metrics }), 0);
  const own = (await listenForMetrics(metrics, 0))!;
  onTestFinished(async () => {
    await Promise.all([drain(api, 0), drain(own, 0)]);
    await database.$disconnect();
  });
  return { api: `http://127.0.0.1:${portOf(api)}`, metrics: `http://127.0.0.1:${portOf(own)}/metrics` };
}

test('requests are counted by method, route and status', async () => {
  const { api, metrics } = await serve();
  for (const path of ['/v1/notes', '/v1/notes/1', '/v1/notes/2', '/unknown/1', '/unknown/2']) {
    await fetch(api + path);
  }
  const text = await (await fetch(metrics)).text();
  const counts = [...text.matchAll(/^http_request_duration_seconds_count\{(.*)\} (\d+)$/gm)];
  expect(counts.map(([, labels, count]) => `${labels} ${count}`)).toEqual([
    'method="GET",route="/v1/notes",status="200" 1',
    'method="GET",route="/v1/notes/:id",status="400" 2',
    'method="GET",route="none",status="404" 2',
  ]);
});

test('the metrics of the process are included, in the format of Prometheus', async () => {
  const { metrics } = await serve();
  const response = await fetch(metrics);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(await response.text()).toMatch(/^nodejs_eventloop_lag_seconds \S+$/m);
});

test('the API does not serve the metrics', async () => {
  const { api } = await serve();
  expect((await fetch(`${api}/metrics`)).status).toBe(404);
});

test('without a port, nothing is served', async () => {
  expect(await listenForMetrics(createMetrics(), undefined)).toBeUndefined();
});
