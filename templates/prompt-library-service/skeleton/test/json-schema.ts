/** The part of JSON Schema that the OpenAPI document uses for input. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  const?: unknown;
  enum?: unknown[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
}

/** A value that its schema must reject. */
export interface InvalidValue {
  reason: string;
  /** The location of the error within the value, such as `.tags.0`; empty for the value itself. */
  at: string;
  /** `undefined` for a missing field. */
  value: unknown;
}

const FORMATS: Record<string, string> = {
  email: 'ada@example.com',
  uuid: '01890a5d-ac96-774b-bcce-b302099a8057',
  'date-time': '2999-01-01T00:00:00Z',
};

/** Generates valid and invalid values of the schemas in the components of an OpenAPI document. */
export class SchemaReader {
  readonly #components: Readonly<Record<string, Schema>>;

  constructor(components: Readonly<Record<string, Schema>>) {
    this.#components = components;
  }

  /** Follows a reference to the components. */
  resolve(schema: Schema): Schema {
    if (!schema.$ref) return schema;
    return this.#components[schema.$ref.split('/').at(-1) ?? ''] ?? {};
  }

  /** Returns a valid value with the required fields, or with all fields if none is required. */
  sample(given: Schema): unknown {
    const schema = this.resolve(given);
    const [option] = schema.anyOf ?? schema.oneOf ?? [];
    if (option) return this.sample(option);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return schema.enum[0];
    return this.#sampleOfType(schema);
  }

  /** Returns invalid values, each with one error: every field's type, length, size, characters, presence. */
  invalidValues(given: Schema): InvalidValue[] {
    const schema = this.resolve(given);
    const options = schema.anyOf ?? schema.oneOf;
    if (options) return invalidOptions(options);
    if (schema.enum ?? schema.const) {
      return [invalid('not in the list', 'surprise'), invalid('of the wrong type', 42)];
    }
    switch (typeOf(schema)) {
      case 'string':
        return invalidStrings(schema);
      case 'integer':
      case 'number':
        return invalidNumbers(schema);
      case 'boolean':
        return [invalid('of the wrong type', 'yes')];
      case 'array':
        return this.#invalidArrays(schema);
      case 'object':
        return this.#invalidObjects(schema);
      default:
        throw new Error(`There are no invalid values for ${JSON.stringify(schema)}`);
    }
  }

  #sampleOfType(schema: Schema): unknown {
    const { format = '', minLength = 1, minimum = 1, minItems = 0, items = {} } = schema;
    switch (typeOf(schema)) {
      case 'string':
        return FORMATS[format] ?? 'x'.repeat(Math.max(1, minLength));
      case 'integer':
      case 'number':
        return Math.max(1, minimum);
      case 'boolean':
        return true;
      case 'array':
        return Array.from({ length: minItems }, () => this.sample(items));
      default:
        return this.#sampleObject(schema);
    }
  }

  #sampleObject({ properties = {}, required = [] }: Schema): Record<string, unknown> {
    const names = required.length > 0 ? required : Object.keys(properties);
    return Object.fromEntries(names.map(name => [name, this.sample(properties[name] ?? {})]));
  }

  #invalidArrays({ items = {}, minItems = 0, maxItems }: Schema): InvalidValue[] {
    const values = [invalid('of the wrong type', 42)];
    if (minItems > 0) values.push(invalid('too few', []));
    if (maxItems !== undefined) {
      values.push(invalid('too many', Array(maxItems + 1).fill(this.sample(items))));
    }
    for (const { reason, at, value } of this.invalidValues(items)) {
      values.push({ reason, at: `.0${at}`, value: [value] });
    }
    return values;
  }

  #invalidObjects(schema: Schema): InvalidValue[] {
    const valid = this.#sampleObject(schema);
    const { properties = {}, required = [], additionalProperties } = schema;
    const fields = Object.entries(properties);
    if (typeof additionalProperties === 'object') fields.push(['other', additionalProperties]);
    const values = [invalid('of the wrong type', [])];
    if (additionalProperties === false) {
      values.push({ reason: 'unknown', at: '.surprise', value: { ...valid, surprise: 1 } });
    }
    for (const name of required) {
      values.push({ reason: 'missing', at: `.${name}`, value: { ...valid, [name]: undefined } });
    }
    for (const [name, field] of fields) {
      for (const { reason, at, value } of this.invalidValues(field)) {
        values.push({ reason, at: `.${name}${at}`, value: { ...valid, [name]: value } });
      }
    }
    return values;
  }
}

function invalid(reason: string, value: unknown): InvalidValue {
  return { reason, at: '', value };
}

function typeOf({ type }: Schema): string | undefined {
  if (!Array.isArray(type)) return type;
  return type.find(name => name !== 'null');
}

function invalidOptions(options: readonly Schema[]): InvalidValue[] {
  const values = [invalid('of no allowed type', { surprise: 1 })];
  const isNarrow = options.every(option => option.const ?? option.enum ?? option.format);
  if (isNarrow) values.push(invalid('none of the options', 'surprise'));
  return values;
}

function invalidStrings({ type, format, minLength = 0, maxLength }: Schema): InvalidValue[] {
  const values = [
    invalid('of the wrong type', 42),
    invalid('with U+0000', 'x\u0000'.padEnd(minLength, 'x')),
    invalid('with a lone surrogate', '\ud800'.padEnd(minLength, 'x')),
  ];
  if (!Array.isArray(type)) values.push(invalid('null', null));
  if (minLength > 0) values.push(invalid('too short', 'x'.repeat(minLength - 1)));
  if (maxLength !== undefined) values.push(invalid('too long', 'x'.repeat(maxLength + 1)));
  if (format && format in FORMATS) values.push(invalid('not of the format', 'nonsense'));
  return values;
}

function invalidNumbers({ type, minimum, maximum }: Schema): InvalidValue[] {
  const values = [invalid('of the wrong type', 'x')];
  if (type === 'integer') values.push(invalid('not an integer', 1.5));
  if (minimum !== undefined) values.push(invalid('too small', minimum - 1));
  if (maximum !== undefined) values.push(invalid('too large', maximum + 1));
  return values;
}
