import type { Config } from './config.ts';

/** Traces of requests, of their statements and of the requests that they send. */
export interface Tracing {
  /** The ids of the current trace for a log line; empty outside a request. */
  ids: () => object;
  /** Sends what has not been sent. */
  stop: () => Promise<void>;
}

/** Traces nothing. */
export const noTracing: Tracing = { ids: () => ({}), stop: () => Promise.resolve() };

/**
 * Starts to trace if a collector is configured; otherwise the OpenTelemetry packages are not loaded.
 * @param warn - gets the problems that the packages report, such as an unreachable collector.
 */
export async function startTracing(config: Config, warn: (reason: string) => void): Promise<Tracing> {
  const endpoint = config.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? config.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined || config.OTEL_SDK_DISABLED) return noTracing;
  const { openTelemetry } = await import('./open-telemetry.ts');
  return openTelemetry(config, warn);
}
