import { z } from 'zod';
import type { ZodOpenApiOperationObject } from 'zod-openapi';
import { IdempotencyKey } from './idempotency.ts';
import { type ProblemCode, ProblemSchema, problemStatus } from './problem.ts';
import type { AnyDefinition } from './route.ts';

/** What the OpenAPI document says about a route. */
export function describe(definition: AnyDefinition): ZodOpenApiOperationObject {
  const { operationId, summary, description, access, params, query, status } = definition;
  const { requestContent, responseContent } = contentOf(definition);
  const header = z.strictObject({
    ...(definition.idempotent && {
      'Idempotency-Key': IdempotencyKey.optional().meta({
        description:
          'Repeating the request with the same key gives the same answer and creates nothing more.',
      }),
    }),
    ...(definition.precondition && {
      'If-Match': z.string().meta({ description: 'The ETag of what was read, or `*`.' }),
    }),
  });
  return {
    operationId,
    summary,
    description: description ?? `${summary}.`,
    security: [...(access === 'anyone' ? [{}] : []), { bearer: [] }],
    requestParams: { ...(params && { path: params }), ...(query && { query }), header },
    ...(requestContent && { requestBody: { required: true, content: requestContent } }),
    responses: {
      [status]: {
        description: summary,
        ...(responseContent && { content: responseContent }),
      },
      ...problemResponses(definition),
    },
  };
}

/** The bodies that go in and come out, by media type. */
function contentOf({ body, response, ...definition }: AnyDefinition) {
  const toContent = (types: Readonly<Record<string, z.ZodType>>) =>
    Object.fromEntries(Object.entries(types).map(([type, schema]) => [type, { schema }]));
  const requests = definition.requestContent ?? (body && { 'application/json': body });
  const responses = definition.responseContent ?? (response && { 'application/json': response });
  return {
    requestContent: requests && toContent(requests),
    responseContent: responses && toContent(responses),
  };
}

function problemResponses(definition: AnyDefinition): ZodOpenApiOperationObject['responses'] {
  const { access, params, query } = definition;
  const body = definition.body ?? definition.requestContent;
  const problems: ProblemCode[] = [
    ...(params || query || body || definition.idempotent ? (['invalid_request'] as const) : []),
    ...(body ? (['malformed_json', 'body_too_large', 'unsupported_media_type'] as const) : []),
    ...(definition.idempotent ? (['request_in_progress', 'idempotency_key_reused'] as const) : []),
    ...(definition.precondition ? (['precondition_failed', 'precondition_required'] as const) : []),
    'invalid_token',
    ...(access === 'anyone' ? [] : (['login_required'] as const)),
    'insufficient_scope',
    ...(access === 'admin' ? (['forbidden'] as const) : []),
    'rate_limited',
    ...(definition.problems ?? []),
  ];
  const codesByStatus = Object.groupBy(problems, code => problemStatus[code]);
  return Object.fromEntries(
    Object.entries(codesByStatus).map(([status, codes]) => [
      status,
      {
        description: `Code: ${codes.join(', ')}.`,
        content: { 'application/problem+json': { schema: ProblemSchema } },
      },
    ]),
  );
}
