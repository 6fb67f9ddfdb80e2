import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Operation } from './aws.ts';

/** The endpoint of every AWS service. */
export interface Endpoint {
  url: string;
  stop(): Promise<void>;
}

/** Where requests go. */
export interface EndpointOptions {
  /** by service and operation, as in the header `X-Amz-Target` */
  operations: Record<string, Record<string, Operation>>;
  /** the address that answers all other operations */
  moto: string;
  /** the address of the registry: a client that uses the endpoint as its proxy asks for that of the account */
  registry: string;
}

/** Starts the endpoint on a free port. */
export async function startEndpoint({ operations, moto, registry }: EndpointOptions): Promise<Endpoint> {
  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    if (incoming.url?.startsWith('http://')) return forward(incoming, response, registry);
    const [service = '', operation = ''] = String(incoming.headers['x-amz-target'] ?? '').split('.');
    const answer = operations[service]?.[operation];
    if (!answer) return forward(incoming, response, moto);
    const input = JSON.parse((await buffer(incoming)).toString()) as Record<string, unknown>;
    const { status, body } = await answer(input);
    response.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  }
  const server = createServer((incoming, response) => {
    handle(incoming, response).catch((error: Error) => response.writeHead(500).end(error.message));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function forward(incoming: IncomingMessage, response: ServerResponse, to: string): void {
  const { pathname, search } = new URL(incoming.url ?? '/', to);
  const { hostname, port } = new URL(to);
  const { method, headers } = incoming;
  const outgoing = request({ hostname, port, method, path: pathname + search, headers }, answer => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.on('error', error => response.writeHead(502).end(error.message));
  incoming.pipe(outgoing);
}
