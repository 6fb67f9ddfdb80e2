/** The part of JSON Schema that the document's bodies use. */
interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  const?: unknown;
  example?: unknown;
  enum?: unknown[];
  minimum?: number;
  minLength?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
}

interface Body {
  content?: Record<string, { schema?: Schema; example?: unknown }>;
}

/** The part of the OpenAPI document that is read and extended here. */
interface Document {
  paths?: Record<string, Record<string, { requestBody?: Body; responses?: Record<string, Body> }>>;
  components?: { schemas?: Record<string, Schema> };
}

/** Sample values by the name of the field. */
const BY_NAME: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['accessToken', 'at_cX3v0bMZ2Qd7'],
  ['refreshToken', 'rt_u8Lw5nTq1Rk4'],
  ['key', 'ak_d7Hs2mVx9Jb6'],
  ['title', 'Release notes'],
  ['description', 'Notes for users from the commits of a release'],
  ['text', 'Write release notes for these commits: ${commits}'],
  ['reason', 'Advertising'],
  ['expiresIn', 900],
  ['size', 48_213],
  ['field', 'body.title'],
  ['message', 'is too long'],
  ['nextCursor', null],
  ['periodEnd', '2999-01-01T00:00:00Z'],
  ['plan', 'PRO'],
  ['url', 'https://images.example.com/0190a5b2'],
]);

const BY_FORMAT: ReadonlyMap<string, string> = new Map([
  ['email', 'ada@example.com'],
  ['uuid', '01890a5d-ac96-774b-bcce-b302099a8057'],
  ['date-time', '2999-01-01T00:00:00Z'],
  ['password', 'correct horse battery'],
]);

/** Adds a sample to every JSON body of the document. */
export function addSamples(document: Document): void {
  const schemas = document.components?.schemas ?? {};
  for (const operation of Object.values(document.paths ?? {}).flatMap(path => Object.values(path))) {
    for (const body of [operation.requestBody, ...Object.values(operation.responses ?? {})]) {
      const json = body?.content?.['application/json'];
      if (json?.schema) json.example = sampleOf(json.schema, '', schemas);
    }
  }
}

function sampleOf(schema: Schema, name: string, schemas: Readonly<Record<string, Schema>>): unknown {
  if (schema.$ref) return sampleOf(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, name, schemas);
  const { const: constant, enum: values, anyOf, oneOf } = schema;
  const option = (anyOf ?? oneOf)?.[0];
  const isList = [schema.type].flat().includes('array');
  if (BY_NAME.has(name) && !isList) return BY_NAME.get(name);
  if (schema.example !== undefined || constant !== undefined) return schema.example ?? constant;
  if (option) return sampleOf(option, name, schemas);
  return values ? values[0] : sampleOfType(schema, schemas);
}

function sampleOfType(schema: Schema, schemas: Readonly<Record<string, Schema>>): unknown {
  const { format = '', minimum = 1, items, properties, additionalProperties } = schema;
  switch ([schema.type].flat()[0]) {
    case 'string':
      return BY_FORMAT.get(format) ?? 'Ada';
    case 'integer':
    case 'number':
      return Math.max(1, minimum);
    case 'null':
      return null;
    case 'boolean':
      return false;
    case 'array':
      return items ? [sampleOf(items, '', schemas)] : [];
    default:
      if (typeof additionalProperties === 'object' && !properties) return { commits: 'a1b2c3 Faster search' };
      return Object.fromEntries(
        Object.entries(properties ?? {}).map(([name, field]) => [name, sampleOf(field, name, schemas)]),
      );
  }
}
