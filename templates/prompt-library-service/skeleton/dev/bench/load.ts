import { type Agent, request } from 'node:http';

/** A request of the load. */
export interface LoadRequest {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** A response to the load. */
export interface LoadResponse {
  status: number;
  etag: string | undefined;
  text: string;
}

/** Sends one request over a kept connection. */
export function send(
  agent: Agent,
  port: number,
  { method = 'GET', path, headers = {}, body }: LoadRequest,
): Promise<LoadResponse> {
  const { promise, resolve, reject } = Promise.withResolvers<LoadResponse>();
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const type = payload === undefined ? {} : { 'content-type': 'application/json' };
  const sent = request({ agent, port, method, path, headers: { ...type, ...headers } }, response => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('error', reject);
    response.on('end', () =>
      resolve({
        status: response.statusCode ?? 0,
        etag: response.headers.etag,
        text: Buffer.concat(chunks).toString(),
      }),
    );
  });
  sent.on('error', reject);
  sent.end(payload);
  return promise;
}

/**
 * Sends requests over several connections at once.
 * @param next - returns the request with a number.
 * @throws Error when a response has another status than `expected`.
 */
export async function sendMany(
  target: { agent: Agent; port: number },
  { count, concurrency, expected }: { count: number; concurrency: number; expected: readonly number[] },
  next: (number: number) => LoadRequest,
): Promise<void> {
  let number = 0;
  const worker = async () => {
    while (number < count) {
      const sent = next(number++);
      const { status, text } = await send(target.agent, target.port, sent);
      if (!expected.includes(status)) throw new Error(`${sent.path} returned ${status}: ${text}`);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}
