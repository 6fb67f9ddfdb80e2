import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject } from 'zod-openapi';
import { IdempotencyKey } from './idempotency.ts';
import type { ProblemCode } from './problem.ts';
import { type HeaderName, headersOf, problemResponses } from './responses.ts';
import type { AnyDefinition } from './route.ts';

/** Describes a route for the OpenAPI document. */
export function describe(definition: AnyDefinition): ZodOpenApiOperationObject {
  const { operationId, summary, description, access, params, query } = definition;
  const { requestContent } = contentOf(definition);
  const requestParams: ZodOpenApiOperationObject['requestParams'] = {};
  if (params) requestParams.path = params;
  if (query) requestParams.query = query;
  requestParams.header = requestHeaders(definition);
  const security = [{ bearer: [] }];
  return {
    operationId,
    summary,
    description: description ?? `${summary}.`,
    security: access === 'anyone' ? [{}, ...security] : security,
    requestParams,
    ...(requestContent && { requestBody: { required: true, content: requestContent } }),
    responses: { ...successResponses(definition), ...failures(definition) },
  };
}

/** Health checks are not limited, and the same to everyone. */
function isLimited({ path }: AnyDefinition): boolean {
  return !path.startsWith('/health/');
}

function requestHeaders({ idempotent, precondition }: AnyDefinition): z.ZodObject {
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

/** The responses that are not problems, by status. */
function successResponses(definition: AnyDefinition): Record<string, ZodOpenApiResponseObject> {
  const { method, status, summary, links, otherStatuses = {} } = definition;
  const { responseContent } = contentOf(definition);
  const names: HeaderName[] = [...(definition.headers ?? [])];
  // Express tags every response with JSON.
  if (definition.response && !names.includes('ETag')) names.push('ETag');
  if (definition.idempotent) names.push('Idempotency-Replayed');
  const headers = headersOf(names, isLimited(definition));
  const responses: Record<string, ZodOpenApiResponseObject> = {
    [status]: {
      description: summary,
      headers,
      ...(responseContent && { content: responseContent }),
      ...(links && { links: { ...links } }),
    },
  };
  for (const [other, description] of Object.entries(otherStatuses)) {
    responses[other] = { description, headers, ...(other === '206' && { content: responseContent ?? {} }) };
  }
  if (method === 'get' && names.includes('ETag')) {
    responses[304] = { description: 'You have this response already: If-None-Match names it.', headers };
  }
  return responses;
}

/** The responses that are problems, by status. */
function failures(definition: AnyDefinition): Record<string, ZodOpenApiResponseObject> {
  const responses = problemResponses(problemsOf(definition), isLimited(definition));
  const { badRequest } = definition;
  if (!badRequest) return responses;
  const { id: _, content, ...response } = responses[400]!;
  const own = { 'application/json': { schema: badRequest } };
  return { ...responses, 400: { ...response, content: { ...content, ...own } } };
}

/** The codes of the problems that a route can respond with. */
function problemsOf(definition: AnyDefinition): ProblemCode[] {
  const { access, idempotent, precondition, problems = [] } = definition;
  // Node's server responds with these itself, before the application.
  const ofServer: ProblemCode[] = ['malformed_request', 'request_timeout', 'headers_too_large'];
  if (!isLimited(definition)) return [...ofServer, ...problems];
  const body = definition.body ?? definition.requestContent;
  const codes: ProblemCode[] = ['invalid_request', ...ofServer];
  if (body) codes.push('malformed_json', 'body_too_large', 'unsupported_media_type');
  if (idempotent) codes.push('request_in_progress', 'idempotency_key_reused');
  if (precondition) codes.push('precondition_failed', 'precondition_required');
  codes.push('invalid_token');
  if (access !== 'anyone') codes.push('login_required');
  codes.push('insufficient_scope');
  if (access === 'admin') codes.push('forbidden');
  return [...codes, 'rate_limited', 'not_ready', ...problems];
}
