import { STATUS_CODES } from 'node:http';
import { z } from 'zod';

/** All problems that a client can get: their stable codes and HTTP statuses. */
export const problemStatus = {
  malformed_request: 400,
  malformed_json: 400,
  invalid_request: 400,
  not_found: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  precondition_failed: 412,
  body_too_large: 413,
  unsupported_media_type: 415,
  precondition_required: 428,
  rate_limited: 429,
  headers_too_large: 431,
  internal_error: 500,
  not_ready: 503,
} as const;

/** A stable name that clients may branch on. */
export type ProblemCode = keyof typeof problemStatus;

const FieldErrorSchema = z.object({
  field: z
    .string()
    .meta({ description: 'The location of the value, such as `body.title` or `query.limit`.' }),
  message: z.string(),
});

/** An invalid field and the reason. */
export type FieldError = z.output<typeof FieldErrorSchema>;

/** The body of every error response: RFC 9457 problem details with a code and the invalid fields. */
export const ProblemSchema = z
  .object({
    type: z.literal('about:blank'),
    title: z.string().meta({ description: "The status's standard reason phrase." }),
    status: z.int().min(400).max(599),
    code: z.enum(Object.keys(problemStatus) as [ProblemCode, ...ProblemCode[]]),
    detail: z.string().meta({ description: 'The problem and how to fix it.' }),
    errors: z.array(FieldErrorSchema).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details.' });

/** Thrown by a route or a service to respond with problem details. */
export class Problem extends Error {
  override name = 'Problem';
  readonly code: ProblemCode;
  readonly fields: readonly FieldError[];
  /** Response headers that belong to the problem, such as Retry-After. */
  readonly headers: Readonly<Record<string, string>>;

  /**
   * @param detail - what happened and how to fix it, for the client.
   * @param options - the invalid fields, headers, and the underlying error, which is only logged.
   */
  constructor(
    code: ProblemCode,
    detail: string,
    options: { fields?: readonly FieldError[]; headers?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(detail, { cause: options.cause });
    this.code = code;
    this.fields = options.fields ?? [];
    this.headers = options.headers ?? {};
  }

  /** The response body. */
  toJSON(): z.input<typeof ProblemSchema> {
    const status = problemStatus[this.code];
    return {
      type: 'about:blank',
      title: STATUS_CODES[status] ?? 'Error',
      status,
      code: this.code,
      detail: this.message,
      ...(this.fields.length > 0 && { errors: [...this.fields] }),
    };
  }
}
