import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject } from 'zod-openapi';
import { type ProblemCode, ProblemSchema, problemStatus } from './problem.ts';
import type { AnyDefinition } from './route.ts';

/** Describes a route for the OpenAPI document. */
export function describe(definition: AnyDefinition): ZodOpenApiOperationObject {
  const { operationId, summary, description, params, query, status } = definition;
  const { body, response: answered } = definition;
  const requestParams: ZodOpenApiOperationObject['requestParams'] = {};
  if (params) requestParams.path = params;
  if (query) requestParams.query = query;
  requestParams.header = headersOf(definition);
  const response: ZodOpenApiResponseObject = { description: summary };
  if (answered) response.content = { 'application/json': { schema: answered } };
  return {
    operationId,
    summary,
    description: description ?? `${summary}.`,
    requestParams,
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: { [status]: response, ...problemResponses(definition) },
  };
}

function headersOf({ precondition }: AnyDefinition): z.ZodObject {
  const headers: Record<string, z.ZodType> = {};
  if (precondition) {
    headers['If-Match'] = z.string().meta({ description: 'The ETag that you read, or `*`.' });
  }
  return z.strictObject(headers);
}

function problemResponses(definition: AnyDefinition): ZodOpenApiOperationObject['responses'] {
  const { params, query, body, precondition } = definition;
  const problems: ProblemCode[] = [];
  if (params || query || body) problems.push('invalid_request');
  if (body) problems.push('malformed_json', 'body_too_large', 'unsupported_media_type');
  if (precondition) problems.push('precondition_failed', 'precondition_required');
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
