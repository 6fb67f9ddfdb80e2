import { z } from 'zod';
import type { ZodOpenApiResponseObject } from 'zod-openapi';
import { type ProblemCode, ProblemSchema, problemStatus } from './problem.ts';

/** Every header of responses that belongs to the contract, with its description. */
const headerDescriptions = {
  'X-Request-Id': 'Identifies the request in the log of the service.',
  RateLimit: 'How many requests are left in this window: draft-ietf-httpapi-ratelimit-headers-08.',
  'RateLimit-Policy': 'How many requests a window allows, and its length in seconds.',
  ETag: 'Identifies this response: send it as If-None-Match to read, or as If-Match to change what you read.',
  Location: 'The path of what was created.',
  'Idempotency-Replayed': '`true` if the response is the one of an earlier request with this key.',
  'Retry-After': 'Seconds after which the request may succeed.',
  'WWW-Authenticate': 'How to log in: RFC 6750.',
  'Content-Disposition': 'The name of the file.',
  'Content-Range': 'The bytes that the response contains, and the size of the image.',
} as const;

/** The name of a response header. */
export type HeaderName = keyof typeof headerDescriptions;

/** The names of all headers that the document declares. */
export const headerNames = Object.keys(headerDescriptions) as HeaderName[];

/** The headers of every response, except those of health checks, which are not limited. */
const COMMON: readonly HeaderName[] = ['X-Request-Id', 'RateLimit', 'RateLimit-Policy'];

/** The headers that problems with a status have in addition. */
const OF_STATUS: Readonly<Record<number, readonly HeaderName[]>> = {
  401: ['WWW-Authenticate'],
  409: ['Retry-After'],
  416: ['Content-Range'],
  429: ['Retry-After'],
  503: ['Retry-After'],
};

/** Equal headers are written once in the document, and referenced by their names. */
const headers = Object.fromEntries(
  headerNames.map(name => [
    name,
    z
      .string()
      .optional()
      .meta({ description: headerDescriptions[name], header: { id: name } }),
  ]),
) as Record<HeaderName, z.ZodOptional<z.ZodString>>;

/** Describes the headers of a response. */
export function headersOf(names: readonly HeaderName[], isLimited: boolean): z.ZodObject {
  const common = isLimited ? COMMON : (['X-Request-Id'] as const);
  return z.object(Object.fromEntries([...common, ...names].map(name => [name, headers[name]])));
}

/** Describes the responses with problem details, by status. */
export function problemResponses(
  codes: readonly ProblemCode[],
  isLimited: boolean,
): Record<string, ZodOpenApiResponseObject> {
  const byStatus = Object.groupBy([...new Set(codes)], code => problemStatus[code]);
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, ofStatus]) => [
      status,
      problemResponse(Number(status), ofStatus, isLimited),
    ]),
  );
}

/** Equal responses are the same object: the document contains them once, and references them by their ids. */
const known = new Map<string, ZodOpenApiResponseObject>();

function problemResponse(status: number, codes: ProblemCode[], isLimited: boolean): ZodOpenApiResponseObject {
  const id = codes.map(toName).join('Or') + (isLimited ? '' : 'Unlimited');
  const response = known.get(id) ?? {
    id,
    description: `Code: ${codes.join(', ')}.`,
    headers: headersOf(OF_STATUS[status] ?? [], isLimited),
    content: { 'application/problem+json': { schema: ProblemSchema } },
  };
  known.set(id, response);
  return response;
}

function toName(code: ProblemCode): string {
  return code.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
