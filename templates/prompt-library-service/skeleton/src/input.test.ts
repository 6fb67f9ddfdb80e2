import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { type Schema, schemaReader } from '../test/json-schema.ts';
import { type Client, startService } from '../test/service.ts';
import { hashPassword } from './accounts/password.ts';
import { openApiDocument } from './http/openapi.ts';

/** What this test reads of an operation in the OpenAPI document. */
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
const { resolve, sample, wrongs } = schemaReader(document.components.schemas);

const imagesFolder = mkdtempSync(join(tmpdir(), 'images-'));
afterAll(() => rmSync(imagesFolder, { recursive: true, force: true }));
const service = await startService({ environment: { IMAGES_FOLDER: imagesFolder } });

/** The body that a route refuses as a whole: of a file, each row is answered for itself. */
function jsonBody(body: Operation['requestBody']): Schema | undefined {
  const types = Object.keys(body?.content ?? {});
  return types.length > 1 ? undefined : body?.content['application/json']?.schema;
}

/** MCP has a protocol of its own, which says in its own way what is wrong. */
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

/** A request that its route takes, save that what it names is not there. */
const rightInput = ({ inPath, inQuery, bodySchema }: Op): Input => ({
  path: Object.fromEntries(inPath.map(({ name, schema }) => [name, String(sample(schema))])),
  query: inQuery.filter(({ required }) => required).map(({ name, schema }) => [name, String(sample(schema))]),
  headers: { 'if-match': '*' },
  body: bodySchema && sample(bodySchema),
});

const passwordHash = await hashPassword('a right password');
/** A client to whom every route is open. */
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

/** The wrong values that can be written into an address or a header, where everything is text. */
const wrongTexts = (schema: Schema): { what: string; text: string }[] => {
  const one = resolve(resolve(schema).items ?? schema);
  const isNumber = one.type === 'integer' || one.type === 'number';
  return wrongs(one).flatMap(({ what, value }) => {
    const isText = typeof value === 'string' ? value.isWellFormed() : isNumber && typeof value === 'number';
    return isText ? [{ what, text: String(value) }] : [];
  });
};

/** Every request with one fault, and the field that has it. */
const wrongInputs = (operation: Op): { what: string; field: string; input: Input }[] => {
  const right = rightInput(operation);
  const { inPath, inQuery, inHeaders, bodySchema } = operation;
  const withQuery = (name: string, ...values: string[]): Input => ({
    ...right,
    query: [
      ...right.query.filter(([key]) => key !== name),
      ...values.map(value => [name, value] as [string, string]),
    ],
  });
  return [
    { what: 'unknown', field: 'query.surprise', input: withQuery('surprise', '1') },
    ...inPath.flatMap(({ name, schema }) =>
      wrongTexts(schema)
        .filter(({ text }) => text !== '')
        .map(({ what, text }) => ({
          what,
          field: `params.${name}`,
          input: { ...right, path: { ...right.path, [name]: text } },
        })),
    ),
    ...inQuery.flatMap(({ name, schema, required }) => {
      const field = `query.${name}`;
      return [
        ...wrongTexts(schema).map(({ what, text }) => ({ what, field, input: withQuery(name, text) })),
        ...(resolve(schema).items ? [] : [{ what: 'twice', field, input: withQuery(name, '1', '1') }]),
        ...(required ? [{ what: 'missing', field, input: withQuery(name) }] : []),
      ];
    }),
    ...inHeaders.flatMap(({ name, schema }) =>
      wrongTexts(schema)
        .filter(({ what }) => what === 'too long')
        .map(({ what, text }) => ({
          what,
          field: `headers.${name.toLowerCase()}`,
          input: { ...right, headers: { ...right.headers, [name]: text } },
        })),
    ),
    ...(bodySchema ? wrongs(bodySchema) : []).map(({ what, at, value }) => ({
      what,
      field: `body${at}`,
      input: { ...right, body: value },
    })),
  ];
};

const named = operations.map(operation => [operation.operationId, operation] as const);

test.each(named)('%s takes what is right', async (_name, operation) => {
  const { status, code } = await send(await signIn(), operation, rightInput(operation));
  expect(status).toBeLessThan(500);
  expect(code).not.toBe('invalid_request');
});

test.each(named)('%s refuses whatever is wrong and names the field', async (_name, operation) => {
  const client = await signIn();
  const answers = await Promise.all(
    wrongInputs(operation).map(async ({ what, field, input }) => ({
      what,
      field,
      ...(await send(client, operation, input)),
    })),
  );
  const isRight = ({ field, status, code, fields }: (typeof answers)[number]) =>
    status === 400 &&
    code === 'invalid_request' &&
    fields.length > 0 &&
    fields.every(name => name === field || name.startsWith(`${field}.`));
  expect(answers.filter(answer => !isRight(answer))).toEqual([]);
});

const anyText = fc.string({ unit: 'binary', maxLength: 30 });
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** Cursors that were made up: of the right form, and with extreme keys. */
const anyCursor = fc.oneof(
  fc.jsonValue(),
  fc.uuid(),
  fc.record({ id: fc.uuid(), likeCount: fc.maxSafeInteger() }, { requiredKeys: ['id'] }),
);

/** Requests that keep to the schema here and there. */
const anyInput = (operation: Op): fc.Arbitrary<Input> => {
  const right = rightInput(operation);
  const { properties = {} } = resolve(operation.bodySchema ?? {});
  const fields = Object.entries(properties).map(
    ([name, schema]) => [name, fc.oneof(fc.constant(sample(schema)), fc.jsonValue(), anyText)] as const,
  );
  const names = operation.inQuery.map(({ name }) => name);
  const anyParameter = fc.tuple(fc.constantFrom('surprise', ...names), anyText);
  const withCursor = fc.tuple(fc.constant('cursor'), anyCursor.map(base64));
  return fc.record({
    headers: fc.constant(right.headers),
    path: fc.oneof(
      fc.constant(right.path),
      fc.record(Object.fromEntries(Object.keys(right.path).map(name => [name, anyText]))),
    ),
    query: fc.array(fc.oneof(anyParameter, ...(names.includes('cursor') ? [withCursor] : [])), {
      maxLength: 3,
    }),
    body: operation.bodySchema
      ? fc.oneof(fc.jsonValue(), fc.record(Object.fromEntries(fields), { requiredKeys: [] }))
      : fc.constant(undefined),
  });
};

test.each(named)('%s never fails, whatever is sent', async (_name, operation) => {
  const client = await signIn();
  await fc.assert(
    fc.asyncProperty(anyInput(operation), async input => {
      expect((await send(client, operation, input)).status).toBeLessThan(500);
    }),
    { numRuns: 15 },
  );
});
