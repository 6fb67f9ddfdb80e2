import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
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

/**
 * Stops accepting connections and waits for the requests in progress.
 * @param timeoutMs - the remaining connections are closed after this time.
 */
export async function drain(server: Server, timeoutMs: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  // A keep-alive connection becomes idle only after the response to its last request.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const cutOff = setTimeout(() => server.closeAllConnections(), timeoutMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(cutOff);
}
