import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { StartError } from '../start-error.ts';

/**
 * Starts to listen.
 * @param port - 0 takes a free one.
 * @throws StartError when the port is taken or not allowed.
 */
export async function listen(app: RequestListener, port: number): Promise<Server> {
  const server = createServer(app);
  // Longer than a load balancer keeps an idle connection (60 s), so that it never sends into a closed one.
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
 * Stops to accept connections and waits until the requests under way are answered.
 * @param timeoutMs - after this the connections that are left are cut off.
 */
export async function drain(server: Server, timeoutMs: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  // A kept-alive connection becomes idle only when its last request is answered.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const cutOff = setTimeout(() => server.closeAllConnections(), timeoutMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(cutOff);
}
