import express, { type RequestHandler } from 'express';
import { z } from 'zod';
import type { ZodOpenApiOperationObject } from 'zod-openapi';
import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import { entityTag, type Expected, expectedVersions, isKnown } from './etag.ts';
import { inputReader, Nothing } from './input.ts';
import { describe } from './operation.ts';
import { Problem, type ProblemCode } from './problem.ts';

/** The dependencies of every route. */
export interface Context {
  database: Database;
  config: Config;
}

/** A route for Express and the OpenAPI document. */
export interface Route {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Express path: `/v1/notes/:id`. */
  path: string;
  operation: ZodOpenApiOperationObject;
  handlers: (context: Context) => RequestHandler[];
}

/** A folder of routes that belong together. */
export interface Feature {
  name: string;
  /** One sentence, shown in the API documentation. */
  description: string;
  routes: readonly Route[];
  /** Deletes expired data; runs every few minutes on one of the replicas. */
  sweep?: (context: Context) => Promise<void>;
}

/** The context of a handler's call. */
export interface Call extends Context {
  /** With `precondition`: the versions that If-Match allows. */
  expected: Expected;
}

/** The declarative part of a route; the API documentation shows all of it. */
export interface Definition<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodObject,
  Answered extends z.ZodType,
> {
  method: Route['method'];
  path: string;
  operationId: string;
  summary: string;
  /** Details that the summary does not give. */
  description?: string;
  params?: Params;
  query?: Query;
  body?: Body;
  /** The success status; 204 has no body. */
  status: 200 | 201 | 204;
  response?: Answered;
  /** Whether it is a change that needs If-Match. */
  precondition?: true;
  /** Problems in addition to those of every route with such input. */
  problems?: readonly ProblemCode[];
}

/** Any definition, for code that only reads it. */
export type AnyDefinition = Definition<z.ZodObject, z.ZodObject, z.ZodObject, z.ZodType>;

interface Answer<Body> {
  body?: Body;
  location?: string;
  /** Adds an ETag to the response: see {@link entityTag}. */
  version?: number;
}

interface Handling<Params, Query, Body, Answered> {
  handle(input: { params: Params; query: Query; body: Body }, call: Call): Promise<Answer<Answered>>;
}

/** Declares a route: its validation, types and documentation all come from the definition. */
export function defineRoute<
  Answered extends z.ZodType = z.ZodUndefined,
  Params extends z.ZodObject = Nothing,
  Query extends z.ZodObject = Nothing,
  Body extends z.ZodObject = Nothing,
>(
  definition: Definition<Params, Query, Body, Answered> &
    Handling<z.output<Params>, z.output<Query>, z.output<Body>, z.input<Answered>>,
): Route {
  const { method, path, params, query, body, response: schema } = definition;
  const readParts = inputReader({ params, query, body });
  return {
    method,
    path,
    operation: describe(definition),
    handlers: context => [
      ...(body ? [express.json({ limit: '2mb' })] : []),
      async (request, response) => {
        response.set('Cache-Control', method === 'get' ? 'private, no-cache' : 'no-store');
        if (body && !request.is('application/json')) {
          throw new Problem('unsupported_media_type', 'Send the body with Content-Type: application/json.');
        }
        const input = readParts(request) as Parameters<typeof definition.handle>[0];
        const expected = definition.precondition ? expectedVersions(request.get('If-Match')) : null;
        const answer = await definition.handle(input, { ...context, expected });
        // Outside production, a response that does not match the documentation is an error.
        if (context.config.NODE_ENV !== 'production') schema?.parse(answer.body);
        if (answer.location !== undefined) response.location(answer.location);
        const etag = answer.version === undefined ? undefined : entityTag(answer.version, answer.body);
        if (etag !== undefined) response.set('ETag', etag);
        const isUnchanged =
          request.method === 'GET' && etag !== undefined && isKnown(request.get('If-None-Match'), etag);
        response.status(isUnchanged ? 304 : definition.status);
        if (isUnchanged || definition.status === 204) response.end();
        else response.json(answer.body);
      },
    ],
  };
}
