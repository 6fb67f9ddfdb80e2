import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { type Schema, SchemaReader } from '../test/json-schema.ts';
import { type Client, startService } from '../test/service.ts';
import { hashPassword } from './accounts/password.ts';
import { openApiDocument } from './http/openapi.ts';

/** The part of an OpenAPI operation that this test reads. */
interface Operation {
  operationId: string;
  parameters?: { in: 'path' | 'query' | 'header'; name: string; required?: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}
const document = openApiDocument() as unknown as Document;
const reader = new SchemaReader(document.components.schemas);

const imagesFolder = mkdtempSync(join(tmpdir(), 'images-'));
afterAll(() => rmSync(imagesFolder, { recursive: true, force: true }));
const service = await startService({ environment: { IMAGES_FOLDER: imagesFolder } });

/** The schema of a body that is rejected as a whole; the rows of a file are validated one by one. */
function jsonBody(body: Operation['requestBody']): Schema | undefined {
  const types = Object.keys(body?.content ?? {});
  return types.length > 1 ? undefined : body?.content['application/json']?.schema;
}

/** MCP reports invalid input in its own protocol. */
const paths = Object.entries(document.paths).filter(([path]) => path !== '/mcp');

const operations = paths.flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId, parameters = [], requestBody }]) => ({
    operationId,
    method: method.toUpperCase(),
    path,
    inPath: parameters.filter(parameter => parameter.in === 'path'),
    inQuery: parameters.filter(parameter => parameter.in === 'query'),
    inHeaders: parameters.filter(parameter => parameter.in === 'header'),
    bodySchema: jsonBody(requestBody),
  })),
);
type Op = (typeof operations)[number];

interface Input {
  path: Record<string, string>;
  query: [string, string][];
  headers: Record<string, string>;
  body: unknown;
}

/** A valid request, except that the ids in it do not exist. */
const validInput = ({ inPath, inQuery, bodySchema }: Op): Input => ({
  path: Object.fromEntries(inPath.map(({ name, schema }) => [name, String(reader.sample(schema))])),
  query: inQuery
    .filter(({ required }) => required)
    .map(({ name, schema }) => [name, String(reader.sample(schema))]),
  headers: { 'if-match': '*' },
  body: bodySchema && reader.sample(bodySchema),
});

const passwordHash = await hashPassword('a valid password');
/** Returns a client that may call every route. */
const signIn = async () => {
  const client = await service.signIn({ role: 'ADMIN', subscriptionStatus: 'PRO' });
  await service.database.user.update({ where: { id: client.id }, data: { passwordHash } });
  return client;
};

const send = async (client: Client, { method, path }: Op, input: Input) => {
  const filled = path.replace(/{(\w+)}/g, (_, name: string) => encodeURIComponent(input.path[name] ?? ''));
  const response = await client.fetch(`${filled}?${new URLSearchParams(input.query).toString()}`, {
    method,
    headers: { ...input.headers, 'content-type': 'application/json' },
    ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
  });
  const text = await response.text();
  const isProblem = response.headers.get('content-type')?.includes('problem+json');
  const problem = (isProblem ? JSON.parse(text) : {}) as { code?: string; errors?: { field: string }[] };
  return {
    status: response.status,
    code: problem.code,
    fields: problem.errors?.map(({ field }) => field) ?? [],
  };
};

/** The invalid values that can be sent in a URL or a header, where everything is a string. */
const invalidStrings = (schema: Schema): { reason: string; text: string }[] => {
  const one = reader.resolve(reader.resolve(schema).items ?? schema);
  const isNumber = one.type === 'integer' || one.type === 'number';
  return reader
    .invalidValues(one)
    .filter(({ value }) => {
      if (typeof value === 'string') return value.isWellFormed();
      return isNumber && typeof value === 'number';
    })
    .map(({ reason, value }) => ({ reason, text: String(value) }));
};

/** A request with one invalid field. */
interface InvalidInput {
  reason: string;
  field: string;
  input: Input;
}

const withQuery = (valid: Input, name: string, ...values: string[]): Input => {
  const others = valid.query.filter(([key]) => key !== name);
  return { ...valid, query: [...others, ...values.map((value): [string, string] => [name, value])] };
};

const invalidPaths = ({ inPath }: Op, valid: Input): InvalidInput[] =>
  inPath.flatMap(({ name, schema }) =>
    invalidStrings(schema)
      .filter(({ text }) => text !== '')
      .map(({ reason, text }) => ({
        reason,
        field: `params.${name}`,
        input: { ...valid, path: { ...valid.path, [name]: text } },
      })),
  );

const invalidQueries = ({ inQuery }: Op, valid: Input): InvalidInput[] =>
  inQuery.flatMap(({ name, schema, required }) => {
    const field = `query.${name}`;
    const inputs = invalidStrings(schema).map(({ reason, text }) => ({
      reason,
      field,
      input: withQuery(valid, name, text),
    }));
    const isRepeatable = reader.resolve(schema).items !== undefined;
    if (!isRepeatable) inputs.push({ reason: 'twice', field, input: withQuery(valid, name, '1', '1') });
    if (required) inputs.push({ reason: 'missing', field, input: withQuery(valid, name) });
    return inputs;
  });

const invalidHeaders = ({ inHeaders }: Op, valid: Input): InvalidInput[] =>
  inHeaders.flatMap(({ name, schema }) =>
    invalidStrings(schema)
      .filter(({ reason }) => reason === 'too long')
      .map(({ reason, text }) => ({
        reason,
        field: `headers.${name.toLowerCase()}`,
        input: { ...valid, headers: { ...valid.headers, [name]: text } },
      })),
  );

const invalidBodies = ({ bodySchema }: Op, valid: Input): InvalidInput[] => {
  if (!bodySchema) return [];
  return reader
    .invalidValues(bodySchema)
    .map(({ reason, at, value }) => ({ reason, field: `body${at}`, input: { ...valid, body: value } }));
};

const invalidInputs = (operation: Op): InvalidInput[] => {
  const valid = validInput(operation);
  return [
    { reason: 'unknown', field: 'query.surprise', input: withQuery(valid, 'surprise', '1') },
    ...invalidPaths(operation, valid),
    ...invalidQueries(operation, valid),
    ...invalidHeaders(operation, valid),
    ...invalidBodies(operation, valid),
  ];
};

const named = operations.map(operation => [operation.operationId, operation] as const);

test.each(named)('%s accepts valid input', async (_name, operation) => {
  const { status, code } = await send(await signIn(), operation, validInput(operation));
  expect(status).toBeLessThan(500);
  expect(code).not.toBe('invalid_request');
});

// Health checks accept any parameters.
const strict = named.filter(([name]) => name !== 'isLive' && name !== 'isReady');

test.each(strict)('%s rejects invalid input and names the field', async (_name, operation) => {
  const client = await signIn();
  const answers = await Promise.all(
    invalidInputs(operation).map(async ({ reason, field, input }) => ({
      reason,
      field,
      ...(await send(client, operation, input)),
    })),
  );
  const isRejected = ({ field, status, code, fields }: (typeof answers)[number]) =>
    status === 400 &&
    code === 'invalid_request' &&
    fields.length > 0 &&
    fields.every(name => name === field || name.startsWith(`${field}.`));
  expect(answers.filter(answer => !isRejected(answer))).toEqual([]);
});

const anyText = fc.string({ unit: 'binary', maxLength: 30 });
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const EXTREME_TIMES = ['0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z'];
/** Made-up cursors in the correct format, with extreme keys. */
const anyCursor = fc.oneof(
  fc.jsonValue(),
  fc.uuid(),
  fc.record({ id: fc.uuid(), likeCount: fc.maxSafeInteger() }, { requiredKeys: ['id'] }),
  fc.record({ id: fc.uuid(), likedAt: fc.constantFrom(...EXTREME_TIMES) }),
  fc.record({ id: fc.uuid(), addedAt: fc.constantFrom(...EXTREME_TIMES) }),
  fc.constantFrom(2_147_483_647, 2_147_483_648, -2_147_483_649),
);

/** Requests that match the schema only in part. */
const anyInput = (operation: Op): fc.Arbitrary<Input> => {
  const valid = validInput(operation);
  const { properties = {} } = reader.resolve(operation.bodySchema ?? {});
  const fields = Object.entries(properties).map(
    ([name, schema]) =>
      [name, fc.oneof(fc.constant(reader.sample(schema)), fc.jsonValue(), anyText)] as const,
  );
  const names = operation.inQuery.map(({ name }) => name);
  const anyParameter = fc.tuple(fc.constantFrom('surprise', ...names), anyText);
  const withCursor = fc.tuple(fc.constant('cursor'), anyCursor.map(base64));
  return fc.record({
    headers: fc.constant(valid.headers),
    path: fc.oneof(
      fc.constant(valid.path),
      fc.record(Object.fromEntries(Object.keys(valid.path).map(name => [name, anyText]))),
    ),
    query: fc.array(fc.oneof(anyParameter, ...(names.includes('cursor') ? [withCursor] : [])), {
      maxLength: 3,
    }),
    body: operation.bodySchema
      ? fc.oneof(fc.jsonValue(), fc.record(Object.fromEntries(fields), { requiredKeys: [] }))
      : fc.constant(undefined),
  });
};

test.each(named)('%s never fails, even with random input', async (_name, operation) => {
  const client = await signIn();
  await fc.assert(
    fc.asyncProperty(anyInput(operation), async input => {
      expect((await send(client, operation, input)).status).toBeLessThan(500);
    }),
    { numRuns: 15 },
  );
});
