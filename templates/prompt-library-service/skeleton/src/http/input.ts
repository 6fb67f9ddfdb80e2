import type { Request } from 'express';
import { z } from 'zod';
import { type FieldError, Problem } from './problem.ts';

/** The schema of a part of the request that a route does not use. */
export const Nothing = z.strictObject({});
export type Nothing = typeof Nothing;

/** The schemas of a request's parts. */
export type Schemas = Record<'params' | 'query' | 'body', z.ZodObject | undefined>;

/** The maximum number of fields that one problem names. */
const MAX_FIELDS = 50;

/** Reads and validates the parts of a request. */
export type InputReader = (
  request: Pick<Request, 'params' | 'query' | 'body'>,
) => Record<keyof Schemas, unknown>;

/**
 * Returns a function that validates the parts of a request. It is made once for each route, because zod compiles a
 * schema when it is first used.
 * @returns a function that throws Problem `invalid_request` naming every invalid field.
 */
export function inputReader(schemas: Schemas): InputReader {
  const schema = z.object({
    params: schemas.params ?? Nothing,
    query: schemas.query ?? Nothing,
    body: schemas.body ?? z.any(),
  });
  return ({ params, query, body }) => {
    const result = schema.safeParse({ params, query, body: body as unknown });
    if (result.success) return result.data;
    const fields = toFieldErrors(result.error).slice(0, MAX_FIELDS);
    const names = fields.map(({ field, message }) => `${field}: ${message}`).join('; ');
    throw new Problem('invalid_request', `The request is invalid. ${names}.`, { fields });
  };
}

/** Lists the fields that a schema rejected, unknown fields by name. */
export function toFieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.flatMap(issue => {
    const at = issue.path.join('.');
    if (issue.code !== 'unrecognized_keys') return [{ field: at, message: issue.message }];
    return issue.keys.map(key => ({ field: at ? `${at}.${key}` : key, message: 'Unknown field' }));
  });
}
