import express, { type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import type { ZodOpenApiOperationObject } from 'zod-openapi';
import { viewerOf } from '../accounts/authenticate.ts';
import type { Account, Scope, Viewer } from '../accounts/viewer.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import { type Access, authorize, type ViewerOf } from './access.ts';
import { entityTag, type Expected, expectedVersions, isKnown } from './etag.ts';
import { type Answer, IdempotencyKey, once } from './idempotency.ts';
import { inputReader, Nothing } from './input.ts';
import { describe } from './operation.ts';
import { Problem, type ProblemCode } from './problem.ts';
import type { HeaderName } from './responses.ts';

/** The dependencies of every route. */
export interface Context {
  database: Database;
  config: Config;
  /** A read replica, for reads of clients that are not signed in: these cannot miss their own writes. */
  reader?: Database;
  /** Aborted when the service stops. */
  stopping?: AbortSignal;
}

/** A route for Express and the OpenAPI document. */
export interface Route {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Express path: `/v1/prompts/:id`. */
  path: string;
  access: Access;
  scope: Scope;
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
export interface Call<A extends Access> extends Context {
  viewer: ViewerOf<A>;
  /** The client's network address. */
  address: string;
  /** With `precondition`: the versions that If-Match allows. */
  expected: Expected;
}

/** The declarative part of a route; the API documentation shows all of it. */
export interface Definition<
  A extends Access,
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
  access: A;
  /** The scope that the credential needs; by default `read` for GET and `write` for the others. */
  scope?: Scope;
  params?: Params;
  query?: Query;
  body?: Body;
  /** With {@link defineRawRoute}: the request bodies, by media type. */
  requestContent?: Readonly<Record<string, z.ZodType>>;
  /** The success status; 204 has no body. */
  status: 200 | 201 | 204;
  /** Whether shared caches may keep the response to clients that are not signed in: see SHARED_CACHE_SECONDS. */
  cacheable?: true;
  /** Other statuses that are not problems, with their descriptions. */
  otherStatuses?: Readonly<Record<number, string>>;
  /** With {@link defineRawRoute}: the JSON of a 400 in the route's own protocol, beside problem details. */
  badRequest?: z.ZodType;
  /** The headers of the response beside those of every response. */
  headers?: readonly HeaderName[];
  /** The operations that a client can continue with after this response, with their parameters as OpenAPI's runtime expressions. */
  links?: Readonly<Record<string, { operationId: string; parameters: Readonly<Record<string, string>> }>>;
  response?: Answered;
  /** With {@link defineRawRoute}: the response bodies, by media type. */
  responseContent?: Readonly<Record<string, z.ZodType>>;
  /** Whether it is a creation that a client may safely repeat with an Idempotency-Key. */
  idempotent?: A extends 'anyone' ? never : true;
  /** Whether it is a change that needs If-Match. */
  precondition?: true;
  /** Problems in addition to those of every route with such input. */
  problems?: readonly ProblemCode[];
}

/** Any definition, for code that only reads it. */
export type AnyDefinition = Definition<Access, z.ZodObject, z.ZodObject, z.ZodObject, z.ZodType>;

interface Handling<A extends Access, Params, Query, Body, Answered> {
  handle(
    input: { params: Params; query: Query; body: Body },
    call: Call<A>,
  ): Promise<{
    body?: Answered;
    location?: string;
    /** Adds an ETag to the response: see {@link entityTag}. */
    version?: number;
  }>;
}

/** Declares a route: its validation, access, types and documentation all come from the definition. */
export function defineRoute<
  A extends Access,
  Answered extends z.ZodType = z.ZodUndefined,
  Params extends z.ZodObject = Nothing,
  Query extends z.ZodObject = Nothing,
  Body extends z.ZodObject = Nothing,
>(
  definition: Definition<A, Params, Query, Body, Answered> &
    Handling<A, z.output<Params>, z.output<Query>, z.output<Body>, z.input<Answered>>,
): Route {
  const { params, query, body, response: schema } = definition;
  const readParts = inputReader({ params, query, body });
  return defineRawRoute(
    definition as unknown as AnyDefinition & { access: A },
    async (request, response, call: Call<A>) => {
      if (body && !request.is('application/json')) {
        throw new Problem('unsupported_media_type', 'Send the body with Content-Type: application/json.');
      }
      const input = readParts(request) as Parameters<typeof definition.handle>[0];
      const expected = definition.precondition ? expectedVersions(request.get('If-Match')) : null;
      const work = async (database: Database): Promise<Answer> => {
        const { body, location, version } = await definition.handle(input, { ...call, expected, database });
        // Outside production, a response that does not match the documentation is an error.
        if (call.config.NODE_ENV !== 'production') schema?.parse(body);
        return { body, location, etag: version === undefined ? undefined : entityTag(version, body) };
      };
      const payload = [definition.operationId, input.params, input.body];
      const answer = definition.idempotent
        ? await answerOnce(request, response, call, payload, work)
        : await work(call.database);
      if (answer.location !== undefined) response.location(answer.location);
      if (answer.etag !== undefined) response.set('ETag', answer.etag);
      const isUnchanged =
        request.method === 'GET' &&
        answer.etag !== undefined &&
        isKnown(request.get('If-None-Match'), answer.etag);
      response.status(isUnchanged ? 304 : definition.status);
      if (isUnchanged || definition.status === 204) response.end();
      else response.json(answer.body);
    },
    body ? [express.json({ limit: '2mb' })] : [],
  );
}

/**
 * Declares a route whose bodies are not JSON or do not fit into memory: it reads the request and writes the response
 * itself. Access and documentation work as in {@link defineRoute}.
 * @param before - handlers that run after access is granted.
 */
export function defineRawRoute<A extends Access>(
  definition: AnyDefinition & { access: A },
  respond: (request: Request, response: Response, call: Call<A>) => Promise<void>,
  before: readonly RequestHandler[] = [],
): Route {
  const { method, path, access } = definition;
  const scope = definition.scope ?? (method === 'get' ? 'read' : 'write');
  return {
    method,
    path,
    access,
    scope,
    operation: describe(definition),
    handlers: context => [
      (_request, response, next) => {
        const viewer = authorize(viewerOf(response), access, scope);
        response.set('Cache-Control', cacheControl(definition, viewer, context.config)).vary('Authorization');
        next();
      },
      ...before,
      async (request, response) => {
        const viewer = authorize(viewerOf(response), access, scope);
        const { database, reader } = context;
        const source = method === 'get' && viewer === null ? (reader ?? database) : database;
        const call = { ...context, database: source, viewer, address: request.ip ?? '', expected: null };
        await respond(request, response, call);
      },
    ],
  };
}

/** Returns who may keep a response, and that it must be validated before it is used again. */
function cacheControl({ method, cacheable }: AnyDefinition, viewer: Viewer, config: Config): string {
  if (method !== 'get') return 'no-store';
  const seconds = config.SHARED_CACHE_SECONDS;
  const isShared = cacheable && viewer === null && seconds > 0;
  return isShared ? `public, max-age=0, s-maxage=${seconds}` : 'private, no-cache';
}

async function answerOnce(
  request: Request,
  response: Response,
  { database, viewer }: Call<Access>,
  payload: unknown,
  work: (database: Database) => Promise<Answer>,
): Promise<Answer> {
  const given = request.get('Idempotency-Key');
  if (given === undefined) return work(database);
  const key = IdempotencyKey.safeParse(given);
  if (!key.success) {
    throw new Problem('invalid_request', 'Idempotency-Key must have 1 to 200 characters.', {
      fields: [{ field: 'headers.idempotency-key', message: 'must have 1 to 200 characters' }],
    });
  }
  const answer = await once(database, { userId: (viewer as Account).id, key: key.data, payload }, work);
  if (answer.replayed) response.set('Idempotency-Replayed', 'true');
  return answer;
}
