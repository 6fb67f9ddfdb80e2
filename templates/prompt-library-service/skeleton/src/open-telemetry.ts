import type { IncomingMessage } from 'node:http';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { type Attributes, diag, DiagLogLevel, type Span, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace-node';
import type { Request } from 'express';
import type { Config } from './config.ts';
import { service } from './service.ts';
import type { Tracing } from './tracing.ts';

/** Searches, signatures of addresses and data about persons: the log does not have them either. */
const PRIVATE = [
  'url.query',
  'client.address',
  'network.peer.address',
  'network.peer.port',
  'user_agent.original',
];

/** Removes from each span what the log does not have. */
const withoutPrivateData: SpanProcessor = {
  onStart: ({ attributes }: { attributes: Attributes }) => {
    for (const name of PRIVATE) delete attributes[name];
    const url = attributes['url.full'];
    if (typeof url === 'string') attributes['url.full'] = url.split('?', 1)[0]!;
  },
  onEnd: () => {},
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
};

/**
 * Traces HTTP requests, PostgreSQL statements and outgoing requests, and sends the traces as OTLP. The packages read the
 * other variables of the OpenTelemetry specification themselves.
 */
export function openTelemetry({ METRICS_PORT }: Config, warn: (reason: string) => void): Tracing {
  const report = (message: string, ...details: unknown[]) => warn([message, ...details].join(' '));
  const ignore = () => {};
  diag.setLogger(
    { error: report, warn: report, info: ignore, debug: ignore, verbose: ignore },
    DiagLogLevel.WARN,
  );
  const named = resourceFromAttributes({ 'service.name': service.name, 'service.version': service.version });
  const provider = new NodeTracerProvider({
    resource: defaultResource()
      .merge(named)
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [withoutPrivateData, new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  registerInstrumentations({ instrumentations: instrumentations(METRICS_PORT) });
  // They change modules when these are required. The service imports them, and has done so already: both have the same
  // functions.
  const require = createRequire(import.meta.url);
  for (const name of ['http', 'https', 'pg']) require(name);
  createRequire(require.resolve('pg'))('pg-pool');
  syncBuiltinESMExports();
  return { ids, stop: () => provider.shutdown() };
}

function instrumentations(metricsPort: number | undefined) {
  return [
    new HttpInstrumentation({
      ignoreIncomingRequestHook: ({ url, socket }) =>
        (url?.startsWith('/health/') ?? false) || socket.localPort === metricsPort,
      requireParentforOutgoingSpans: true,
      headersToSpanAttributes: { server: { responseHeaders: ['x-request-id'] } },
      applyCustomAttributesOnSpan: (span, request) => nameByRoute(span, request as IncomingMessage),
    }),
    // Only what a request causes: the sweeper and the counts of requests would be a trace each second.
    new PgInstrumentation({ requireParentSpan: true }),
    new UndiciInstrumentation({ requireParentforSpans: true }),
  ];
}

/** Names the span of an incoming request by the pattern of its route, which is known when the response is sent. */
function nameByRoute(span: Span, request: IncomingMessage): void {
  const { path } = ((request as Partial<Request>).route ?? {}) as { path?: string };
  if (path === undefined) return;
  span.setAttribute('http.route', path).updateName(`${request.method} ${path}`);
}

/** The fields that OpenTelemetry's specification names for logs. */
function ids(): object {
  const context = trace.getActiveSpan()?.spanContext();
  return context ? { trace_id: context.traceId, span_id: context.spanId } : {};
}
