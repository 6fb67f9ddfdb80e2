import type { Config } from './config.ts';
import { service } from './service.ts';

/** Where an error happened: in a request, or in which work in the background. */
export interface Place {
  method?: string;
  /** the route's pattern, as `/v1/prompts/:id` */
  route?: string;
  requestId?: number;
  work?: string;
}

/** Tells somebody of errors that nobody expected. */
export interface ErrorReporter {
  /** Returns at once and never throws; what cannot be sent is dropped. */
  report(error: unknown, place: Place): void;
  /** Waits until what was reported has been sent, for two seconds at most. */
  flush(): Promise<void>;
}

/** Tells nobody. */
export const noReporter: ErrorReporter = { report: () => {}, flush: () => Promise.resolve() };

/**
 * Reports to Sentry when SENTRY_DSN names a project there; otherwise its package is not even loaded. Sent are the kind of
 * error, its message without values, the stack, the version, the stage and the place: no body, header, cookie or person.
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
    // They would add what they find: causes, the console, requests.
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
      // What is thrown and is no error would be sent with all of its fields.
      const thrown = error instanceof Error ? error : new Error(`${typeof error} was thrown`);
      client.captureException(thrown, {}, scope);
    },
    flush: async () => void (await client.flush(2_000)),
  };
}

/** Sends an envelope; the answer says how long Sentry wants to hear nothing more. */
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

/** Messages quote what people sent; the log has them whole, under the same request. */
function withoutValues(message: string): string {
  return message
    .replace(/"[^"]*"/g, '"..."')
    .replace(/[^\s"'`=(<]+@[^\s"'`)>]+/g, '...')
    .slice(0, 1000);
}
