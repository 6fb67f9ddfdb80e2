import type { components } from './schema.d.ts';

export type Problem = components['schemas']['Problem'];

/** A problem that the service has answered with, or its absence: `unreachable`. */
export class ServiceError extends Error {
  override name = 'ServiceError';
  readonly code: Problem['code'] | 'unreachable';
  readonly status: number;

  constructor(
    code: Problem['code'] | 'unreachable',
    status: number,
    detail: string,
    options?: { cause?: unknown },
  ) {
    super(detail, options);
    this.code = code;
    this.status = status;
  }
}

/** A response of the generated client. */
interface Result<Data> {
  data?: Data | undefined;
  error?: unknown;
  response: Response;
}

/** The problem of a response. A proxy in front of the service may answer with something else. */
export function problemOf({ error, response }: Pick<Result<unknown>, 'error' | 'response'>): Problem {
  if (typeof error === 'object' && error !== null && 'code' in error) return error as Problem;
  const status = response.status;
  return {
    type: 'about:blank',
    title: response.statusText,
    status,
    code: status === 429 ? 'rate_limited' : 'internal_error',
    detail: `The service answered with status ${status}.`,
  };
}

/**
 * Returns the data of a response.
 * @throws ServiceError when the service has answered with a problem.
 */
export function dataOf<Data>(result: Result<Data>): Data {
  if (result.response.ok) return result.data as Data;
  const { code, detail, status } = problemOf(result);
  throw new ServiceError(code, status, detail);
}
