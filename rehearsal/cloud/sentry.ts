import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Certificate } from './certificate.ts';

/** An error as Sentry gets it. */
export interface SentryEvent {
  environment: string;
  release: string;
  transaction: string;
  exception: { values: { type: string; value: string }[] };
  user?: unknown;
  request?: unknown;
}

/** A stand-in for Sentry. */
export interface Sentry {
  dsn: string;
  /** the errors, once for each envelope (https://develop.sentry.dev/sdk/foundations/envelopes, looked up 2026-11-28) */
  events: SentryEvent[];
  stop(): Promise<void>;
}

/** Starts a server that accepts envelopes of one project at `/api/1/envelope/`, by TLS. */
export async function startSentry(certificate: Certificate): Promise<Sentry> {
  const events: SentryEvent[] = [];
  const server = createServer(certificate, (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'https://sentry.invalid');
    if (pathname !== '/api/1/envelope/' || searchParams.get('sentry_key') !== 'rehearsal') {
      response.writeHead(403).end();
      return;
    }
    text(request).then(
      body => {
        // a header, then the header and the payload of each item
        const [, header = '{}', payload = '{}'] = body.split('\n');
        if ((JSON.parse(header) as { type?: string }).type === 'event')
          events.push(JSON.parse(payload) as SentryEvent);
        response.writeHead(200).end('{}');
      },
      () => response.writeHead(400).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    dsn: `https://rehearsal@127.0.0.1:${(server.address() as AddressInfo).port}/1`,
    events,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
