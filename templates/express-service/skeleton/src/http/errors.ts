import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { z } from 'zod';
import { isDatabaseUnavailable } from '../database/database.ts';
import type { ErrorReporter } from '../error-reporting.ts';
import { Problem, problemStatus } from './problem.ts';

/** Handles requests that match no route. */
export const notFound: RequestHandler = (request, _response, next) => {
  next(new Problem('not_found', `There is no ${request.method} ${request.path}. See /openapi.json.`));
};

/** Handles methods that a path does not support. */
export function methodNotAllowed(methods: readonly string[]): RequestHandler {
  const allowed = methods.map(method => method.toUpperCase()).join(', ');
  return (request, _response, next) => {
    next(
      new Problem(
        'method_not_allowed',
        `${request.path} does not support ${request.method}; use ${allowed}.`,
        {
          headers: { Allow: allowed },
        },
      ),
    );
  };
}

/**
 * Logs a server error, and reports it if it is unexpected.
 * @param request - of an app whose `locals` contain the reporter.
 */
export function reportServerError(problem: Problem, error: unknown, request: Request): void {
  if (problemStatus[problem.code] < 500) return;
  const cause = problem.cause ?? error;
  request.log.error(cause);
  if (problem.code !== 'internal_error') return;
  const { path } = (request.route ?? {}) as { path?: string };
  (request.app.locals.reporter as ErrorReporter).report(cause, {
    method: request.method,
    ...(path !== undefined && { route: path }),
    // pino-http numbers the requests
    requestId: request.id as number,
  });
}

/** Turns every error into problem details, which reveal nothing about a server error. */
export const answerWithProblem: ErrorRequestHandler = (error: unknown, request, response, next) => {
  const problem = toProblem(error);
  reportServerError(problem, error, request);
  // A response that has already started can only be aborted, as Express does when it gets the error.
  if (response.headersSent) return next(error);
  response
    .status(problemStatus[problem.code])
    .set(problem.headers)
    .type('application/problem+json')
    .send(JSON.stringify(problem));
};

/** An error of body-parser or the router, which has an HTTP status. */
const HttpError = z.object({ status: z.int().min(400).max(499), type: z.string().optional() });

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isDatabaseUnavailable(error)) {
    return new Problem('not_ready', 'The database does not respond; try again in a moment.', {
      headers: { 'Retry-After': '5' },
      cause: error,
    });
  }
  const http = HttpError.safeParse(error);
  if (!http.success) return new Problem('internal_error', 'The service failed; the error has been logged.');
  if (http.data.type === 'entity.parse.failed') {
    return new Problem('malformed_json', `The body is not JSON: ${(error as Error).message}.`);
  }
  if (http.data.status === 413) return new Problem('body_too_large', 'The body is larger than 2 MB.');
  if (http.data.status === 415) {
    return new Problem(
      'unsupported_media_type',
      'Send the body as UTF-8 with Content-Type: application/json.',
    );
  }
  return new Problem('malformed_request', 'The request cannot be read: check its URL, headers and body.');
}
