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
  // Express answers HEAD wherever it answers GET.
  const names = methods.flatMap(method => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]));
  const allowed = names.join(', ');
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
  // Without a cause, as under too much load, it was expected: a stack would cost more than the request.
  if (problem.cause === undefined && problem === error) {
    request.log.warn(problem.message);
    return;
  }
  const cause = problem.cause ?? error;
  request.log.error(cause);
  if (problem.code !== 'internal_error') return;
  const { path } = (request.route ?? {}) as { path?: string };
  (request.app.locals.reporter as ErrorReporter).report(cause, {
    method: request.method,
    ...(path !== undefined && { route: path }),
    // `logRequests` makes it
    requestId: request.id as string,
  });
}

/** Turns every error into problem details, which reveal nothing about a server error. */
export const answerWithProblem: ErrorRequestHandler = (error: unknown, request, response, next) => {
  const problem = toProblem(error);
  reportServerError(problem, error, request);
  // A response that has already started can only be aborted, as Express does when it gets the error.
  if (response.headersSent) return next(error);
  // Of the response that could not be sent.
  response.removeHeader('ETag');
  response
    .status(problemStatus[problem.code])
    .set({ 'Cache-Control': 'no-store', ...problem.headers })
    .type('application/problem+json')
    // Not `send`, which would add an ETag.
    .end(JSON.stringify(problem));
};

/** An error of body-parser or the router, which has an HTTP status. */
const HttpError = z.object({ status: z.int().min(400).max(499), type: z.string().optional() });

/** The system's errors about a full or read-only disk, and too many open files. */
const EXHAUSTED = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EMFILE', 'ENFILE']);

function isExhausted(error: unknown): boolean {
  return error instanceof Error && 'code' in error && EXHAUSTED.has(String(error.code));
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isDatabaseUnavailable(error)) {
    return new Problem('not_ready', 'The database does not respond; try again in a moment.', {
      headers: { 'Retry-After': '5' },
      cause: error,
    });
  }
  if (isExhausted(error)) {
    return new Problem('not_ready', 'The service has no room for this at the moment; try again later.', {
      headers: { 'Retry-After': '60' },
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
