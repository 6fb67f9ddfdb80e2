import type { Config } from './config.ts';
import { service } from './service.ts';

/** Where an error occurred: in a request or in background work. */
export interface Place {
  method?: string;
  /** the route's pattern, as `/v1/prompts/:id` */
  route?: string;
  requestId?: string;
  work?: string;
}

/** Reports unexpected errors. */
export interface ErrorReporter {
  /** Returns immediately and never throws; reports that cannot be sent are dropped. */
  report(error: unknown, place: Place): void;
  /** Waits until all reports have been sent, for at most two seconds. */
  flush(): Promise<void>;
}

/** Reports nothing. */
export const noReporter: ErrorReporter = { report: () => {}, flush: () => Promise.resolve() };

/**
 * Creates a reporter that sends to Sentry if SENTRY_DSN is set; otherwise the Sentry package is not loaded. A report
 * contains the error's class, its message without values, the stack, the version, the stage and the place, but no body,
 * header, cookie or user.
 */
export async function errorReporter(
  config: Pick<Config, 'SENTRY_DSN' | 'SENTRY_ENVIRONMENT'>,
): Promise<ErrorReporter> {
  if (config.SENTRY_DSN === undefined) return noReporter;
  const sentry = await import('@sentry/core');
  const client = new sentry.ServerRuntimeClient({
    dsn: config.SENTRY_DSN,
    environment: config.SENTRY_ENVIRONMENT,
    release: `${service.name}@${service.version}`,
    // They would add other data: causes, console output, requests.
    integrations: [],
    stackParser: sentry.createStackParser(sentry.nodeStackLineParser()),
    transport: options => sentry.createTransport(options, ({ body }) => post(options.url, body)),
    beforeSend: event => {
      for (const exception of event.exception?.values ?? []) {
        exception.value = withoutValues(exception.value ?? '');
      }
      return event;
    },
  });
  client.init();
  return {
    report: (error, { method, route, requestId, work }) => {
      const scope = new sentry.Scope();
      if (method) scope.setTransactionName(route ? `${method} ${route}` : method);
      if (requestId !== undefined) scope.setTag('request_id', requestId);
      if (work) scope.setTag('work', work);
      // A thrown value that is not an Error would be sent with all its fields.
      const thrown = error instanceof Error ? error : new Error(`${typeof error} was thrown`);
      client.captureException(thrown, {}, scope);
    },
    flush: async () => void (await client.flush(2_000)),
  };
}

/** Sends an envelope; the response headers contain Sentry's rate limits. */
async function post(url: string, body: string | Uint8Array) {
  const response = await fetch(url, {
    method: 'POST',
    body: body as string,
    signal: AbortSignal.timeout(5_000),
  });
  await response.body?.cancel();
  return {
    statusCode: response.status,
    headers: {
      'x-sentry-rate-limits': response.headers.get('x-sentry-rate-limits'),
      'retry-after': response.headers.get('retry-after'),
    },
  };
}

/** Messages may quote user input; the log has the full message under the same request id. */
function withoutValues(message: string): string {
  return message
    .replace(/"[^"]*"/g, '"..."')
    .replace(/[^\s"'`=(<]+@[^\s"'`)>]+/g, '...')
    .slice(0, 1000);
}
