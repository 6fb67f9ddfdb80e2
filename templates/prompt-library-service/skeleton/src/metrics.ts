import type { Server } from 'node:http';
import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { listen } from './http/listen.ts';

/** The metrics of one process. */
export interface Metrics {
  registry: Registry;
  /** Measures every request. */
  measure: RequestHandler;
}

/**
 * Creates the metrics of the HTTP application: the number of requests and their duration in seconds, by method, route
 * and status. The route is its pattern, so that the number of time series does not grow with the requests.
 */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'The duration of HTTP requests',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return {
    registry,
    measure: (request, response, next) => {
      const stop = durations.startTimer();
      response.once('finish', () => {
        const { path } = (request.route ?? {}) as { path?: string };
        const route = path === undefined ? 'none' : `${request.baseUrl}${path}`;
        stop({ method: request.method, route, status: response.statusCode });
      });
      next();
    },
  };
}

/**
 * Serves the metrics in the format of Prometheus, with those of the process, on a port of their own: the load balancer
 * does not forward requests to it.
 * @param port - undefined serves nothing; 0 selects a free port.
 * @throws StartError when the port is taken.
 */
export async function listenForMetrics(
  { registry }: Metrics,
  port: number | undefined,
): Promise<Server | undefined> {
  if (port === undefined) return undefined;
  collectDefaultMetrics({ register: registry });
  const answer = async () => ({ type: registry.contentType, text: await registry.metrics() });
  return listen((_request, response) => {
    answer().then(
      ({ type, text }) => response.setHeader('Content-Type', type).end(text),
      (error: Error) => response.destroy(error),
    );
  }, port);
}
