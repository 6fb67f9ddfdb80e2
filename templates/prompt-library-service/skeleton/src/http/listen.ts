import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { StartError } from '../start-error.ts';
import { Problem } from './problem.ts';

/** Milliseconds for the headers of a request, and for all of it: a file of 50 MB in two minutes. */
const TIMEOUTS = { headersTimeout: 15_000, requestTimeout: 120_000, connectionsCheckingInterval: 5_000 };

/** The problem for a request that cannot be read, by the code of Node's error. */
const unreadable = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', new Problem('request_timeout', 'The request did not arrive in time.')],
  ['HPE_HEADER_OVERFLOW', new Problem('headers_too_large', 'The headers are larger than 16 KB.')],
]);

/** Responds to a request that never reaches the application, and closes its connection. */
function rejectUnreadable({ code = '' }: NodeJS.ErrnoException, socket: Duplex): void {
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = unreadable.get(code) ?? new Problem('malformed_request', 'The request is not valid HTTP.');
  const { status, title } = problem.toJSON();
  const body = JSON.stringify(problem);
  const headers = [`Content-Type: application/problem+json`, `Content-Length: ${Buffer.byteLength(body)}`];
  socket.end([`HTTP/1.1 ${status} ${title}`, 'Connection: close', ...headers, '', body].join('\r\n'));
}

/**
 * Starts an HTTP server. A request that does not arrive in time gets a 408, and its connection is closed.
 * @param port - 0 selects a free port.
 * @throws StartError when the port is taken or not allowed.
 */
export async function listen(app: RequestListener, port: number, timeouts = TIMEOUTS): Promise<Server> {
  const server = createServer(timeouts, app);
  server.on('clientError', rejectUnreadable);
  // Longer than a load balancer keeps idle connections (60 s), so that it never uses a closed one.
  server.keepAliveTimeout = 65_000;
  server.listen(port);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new StartError(
      `Cannot listen on port ${port}: ${(error as Error).message}. Set PORT to a free port.`,
      {
        cause: error,
      },
    );
  }
  return server;
}

/** Milliseconds that clients with an open connection get, to learn from their next response that it closes. */
const GRACE_MS = 1_000;

/**
 * Stops the server so that no client sees a broken connection: responses close their connections from now on, and the
 * server stops accepting connections when none is left or {@link GRACE_MS} later. Then it waits for the requests in
 * progress.
 * @param timeoutMs - the remaining connections are closed after this time.
 */
export async function drain(server: Server, timeoutMs: number): Promise<void> {
  const closed = once(server, 'close');
  server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));
  const cutOff = setTimeout(() => {
    server.close();
    server.closeAllConnections();
  }, timeoutMs);
  const graceEnds = performance.now() + Math.min(GRACE_MS, timeoutMs);
  const count = promisify(server.getConnections.bind(server));
  while (performance.now() < graceEnds && (await count()) > 0) await pause(20);
  server.close();
  // A connection becomes idle only after the response to its last request.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  await closed;
  clearInterval(sweep);
  clearTimeout(cutOff);
}
