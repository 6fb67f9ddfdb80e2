import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import type { ZodOpenApiOperationObject } from 'zod-openapi';
import type { Database } from '../database/database.ts';
import { type FieldError, Problem, type ProblemCode, problemStatus, ProblemSchema } from './problem.ts';

/** What a route's code may use. */
export interface Context {
  database: Database;
  /** Whether responses are checked against their schemas before they go out. */
  checkResponses: boolean;
}

/** A route as Express and the OpenAPI document need it. */
export interface Route {
  method: 'get' | 'post';
  /** Express path: `/v1/prompts/:id`. */
  path: string;
  operation: ZodOpenApiOperationObject;
  handler: (context: Context) => RequestHandler;
}

/** A folder of routes that belong together. */
export interface Feature {
  name: string;
  /** One sentence, shown in the API documentation. */
  description: string;
  routes: readonly Route[];
}

const Nothing = z.strictObject({});
type Nothing = typeof Nothing;

interface Definition<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodObject,
  Response extends z.ZodType,
> {
  method: Route['method'];
  path: string;
  operationId: string;
  summary: string;
  params?: Params;
  query?: Query;
  body?: Body;
  /** The success status and its body. */
  status: 200 | 201;
  response: Response;
  /** Problems besides those that every route with input has. */
  problems?: readonly ProblemCode[];
  handle(
    input: { params: z.output<Params>; query: z.output<Query>; body: z.output<Body> },
    context: Context,
  ): Promise<{ body: z.input<Response>; location?: string }>;
}

/** Declares a route once: validation, types and documentation all come from its schemas. */
export function defineRoute<
  Response extends z.ZodType,
  Params extends z.ZodObject = Nothing,
  Query extends z.ZodObject = Nothing,
  Body extends z.ZodObject = Nothing,
>(definition: Definition<Params, Query, Body, Response>): Route {
  const { method, path, params, query, body } = definition;
  return {
    method,
    path,
    operation: describe(definition),
    handler: context => async (request, response) => {
      if (body && !request.is('application/json')) {
        throw new Problem('unsupported_media_type', 'Send the body with Content-Type: application/json.');
      }
      const input = readInput(request, { params, query, body });
      const answer = await definition.handle(input as Parameters<typeof definition.handle>[0], context);
      if (context.checkResponses) definition.response.parse(answer.body);
      if (answer.location !== undefined) response.location(answer.location);
      response.status(definition.status).json(answer.body);
    },
  };
}

type Schemas = Record<'params' | 'query' | 'body', z.ZodObject | undefined>;

function readInput(request: Request, schemas: Schemas): Record<keyof Schemas, unknown> {
  const given = { params: request.params, query: request.query, body: request.body as unknown };
  const result = z
    .object({
      params: schemas.params ?? Nothing,
      query: schemas.query ?? Nothing,
      body: schemas.body ?? z.any(),
    })
    .safeParse(given);
  if (result.success) return result.data;
  const fields = result.error.issues.flatMap(toFieldErrors);
  const names = fields.map(({ field, message }) => `${field}: ${message}`).join('; ');
  throw new Problem('invalid_request', `The request is not valid. ${names}.`, { fields });
}

function toFieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const at = issue.path.join('.');
  if (issue.code !== 'unrecognized_keys') return [{ field: at, message: issue.message }];
  return issue.keys.map(key => ({ field: `${at}.${key}`, message: 'Unknown field' }));
}

function describe(
  definition: Definition<z.ZodObject, z.ZodObject, z.ZodObject, z.ZodType>,
): ZodOpenApiOperationObject {
  const { operationId, summary, params, query, body, status, response } = definition;
  const problems: ProblemCode[] = [
    ...(params || query || body ? (['invalid_request'] as const) : []),
    ...(body ? (['malformed_json', 'body_too_large', 'unsupported_media_type'] as const) : []),
    ...(definition.problems ?? []),
  ];
  const codesByStatus = Object.groupBy(problems, code => problemStatus[code]);
  return {
    operationId,
    summary,
    ...((params || query) && { requestParams: { ...(params && { path: params }), ...(query && { query }) } }),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: {
      [status]: { description: summary, content: { 'application/json': { schema: response } } },
      ...Object.fromEntries(
        Object.entries(codesByStatus).map(([problem, codes]) => [
          problem,
          {
            description: `Code: ${codes.join(', ')}.`,
            content: { 'application/problem+json': { schema: ProblemSchema } },
          },
        ]),
      ),
    },
  };
}
