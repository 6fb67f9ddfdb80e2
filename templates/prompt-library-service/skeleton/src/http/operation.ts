import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject } from 'zod-openapi';
import { IdempotencyKey } from './idempotency.ts';
import { type ProblemCode, ProblemSchema, problemStatus } from './problem.ts';
import type { AnyDefinition } from './route.ts';

/** Describes a route for the OpenAPI document. */
export function describe(definition: AnyDefinition): ZodOpenApiOperationObject {
  const { operationId, summary, description, access, params, query, status } = definition;
  const { requestContent, responseContent } = contentOf(definition);
  const requestParams: ZodOpenApiOperationObject['requestParams'] = {};
  if (params) requestParams.path = params;
  if (query) requestParams.query = query;
  requestParams.header = headersOf(definition);
  const response: ZodOpenApiResponseObject = { description: summary };
  if (responseContent) response.content = responseContent;
  const security = [{ bearer: [] }];
  return {
    operationId,
    summary,
    description: description ?? `${summary}.`,
    security: access === 'anyone' ? [{}, ...security] : security,
    requestParams,
    ...(requestContent && { requestBody: { required: true, content: requestContent } }),
    responses: { [status]: response, ...problemResponses(definition) },
  };
}

function headersOf({ idempotent, precondition }: AnyDefinition): z.ZodObject {
  const headers: Record<string, z.ZodType> = {};
  if (idempotent) {
    headers['Idempotency-Key'] = IdempotencyKey.optional().meta({
      description:
        'Repeating the request with the same key returns the same response and creates nothing more.',
    });
  }
  if (precondition) {
    headers['If-Match'] = z.string().meta({ description: 'The ETag that you read, or `*`.' });
  }
  return z.strictObject(headers);
}

/** The request and response bodies, by media type. */
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
  const { idempotent, precondition } = definition;
  const problems: ProblemCode[] = [];
  if (params || query || body || idempotent) problems.push('invalid_request');
  if (body) problems.push('malformed_json', 'body_too_large', 'unsupported_media_type');
  if (idempotent) problems.push('request_in_progress', 'idempotency_key_reused');
  if (precondition) problems.push('precondition_failed', 'precondition_required');
  problems.push('invalid_token');
  if (access !== 'anyone') problems.push('login_required');
  problems.push('insufficient_scope');
  if (access === 'admin') problems.push('forbidden');
  problems.push('rate_limited', ...(definition.problems ?? []));
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
