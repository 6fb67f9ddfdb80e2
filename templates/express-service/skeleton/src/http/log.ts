import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

/**
 * Logs every request except health checks, with its id and the id of its user. The response has the same id in
 * `X-Request-Id`; it is unique over all replicas. Headers, bodies and query parameters may contain secrets and searches,
 * so they are not logged.
 */
export function logRequests(logger: Logger): RequestHandler {
  return pinoHttp({
    logger,
    genReqId: (_request: IncomingMessage, response: ServerResponse) => {
      const id = randomUUID();
      response.setHeader('X-Request-Id', id);
      return id;
    },
    serializers: {
      req: ({ id, method, url }: { id: string; method: string; url: string }) => ({
        ...{ id, method },
        url: url.split('?', 1)[0],
      }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    },
    customSuccessObject: withUser,
    customErrorObject: (request, response, _error, line: object) => withUser(request, response, line),
    autoLogging: { ignore: request => request.url?.startsWith('/health/') ?? false },
  });
}

/** Adds the id of the user, which is known when the response is sent. */
function withUser(_request: IncomingMessage, response: ServerResponse, line: object): object {
  const { viewer } = (response as Response).locals as { viewer?: { id?: string } | null };
  return viewer?.id === undefined ? line : { ...line, userId: viewer.id };
}
