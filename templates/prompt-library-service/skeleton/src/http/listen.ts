import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { StartError } from '../start-error.ts';

/**
 * Starts an HTTP server.
 * @param port - 0 selects a free port.
 * @throws StartError when the port is taken or not allowed.
 */
export async function listen(app: RequestListener, port: number): Promise<Server> {
  const server = createServer(app);
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
