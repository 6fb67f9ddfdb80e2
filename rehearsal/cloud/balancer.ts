import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A load balancer that forwards each request to the service that should run at that moment. */
export interface Balancer {
  /** `127.0.0.1:<port>` */
  address: string;
  stop(): Promise<void>;
}

/**
 * Starts a load balancer on a free port.
 *
 * @param target - the port of the current version; undefined when none is healthy
 * @param certificate - in PEM, for a balancer that answers by TLS
 */
export async function startBalancer(
  target: () => Promise<number | undefined>,
  certificate?: { key: string; cert: string },
): Promise<Balancer> {
  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const port = await target();
    if (port === undefined) {
      response.writeHead(503).end();
      return;
    }
    const { method, url, headers } = incoming;
    const forwarded = {
      ...headers,
      'x-forwarded-for': '192.0.2.1',
      'x-forwarded-proto': certificate ? 'https' : 'http',
    };
    const outgoing = request({ host: '127.0.0.1', port, method, path: url, headers: forwarded }, answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.on('error', () => response.writeHead(502).end());
    incoming.pipe(outgoing);
  }
  const listener = (incoming: IncomingMessage, response: ServerResponse) => void handle(incoming, response);
  const server = certificate ? createTlsServer(certificate, listener) : createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
