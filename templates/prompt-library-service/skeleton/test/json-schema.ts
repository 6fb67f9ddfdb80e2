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

/** A value that its schema must refuse. */
export interface Wrong {
  what: string;
  /** Where the fault lies within the value: `.tags.0`; empty when it is the value itself. */
  at: string;
  /** `undefined` stands for a field that is left out. */
  value: unknown;
}

const FORMATS: Record<string, string> = {
  email: 'ada@example.com',
  uuid: '01890a5d-ac96-774b-bcce-b302099a8057',
  'date-time': '2999-01-01T00:00:00Z',
};

/** Reads schemas whose references point into these components of an OpenAPI document. */
export function schemaReader(components: Record<string, Schema>) {
  const resolve = (schema: Schema): Schema =>
    schema.$ref ? (components[schema.$ref.split('/').at(-1) ?? ''] ?? {}) : schema;

  /** A right value, with the fields that are required; with all of them where none is. */
  const sample = (given: Schema): unknown => {
    const schema = resolve(given);
    const [option] = schema.anyOf ?? schema.oneOf ?? [];
    if (option) return sample(option);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return schema.enum[0];
    switch (typeOf(schema)) {
      case 'string':
        return FORMATS[schema.format ?? ''] ?? 'x'.repeat(Math.max(1, schema.minLength ?? 1));
      case 'integer':
      case 'number':
        return Math.max(1, schema.minimum ?? 1);
      case 'boolean':
        return true;
      case 'array':
        return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items ?? {}));
      default:
        return sampleObject(schema);
    }
  };

  const sampleObject = ({ properties = {}, required = [] }: Schema): Record<string, unknown> => {
    const names = required.length > 0 ? required : Object.keys(properties);
    return Object.fromEntries(names.map(name => [name, sample(properties[name] ?? {})]));
  };

  /** Wrong values, each with one fault: every field's type, length, size, characters, presence. */
  const wrongs = (given: Schema): Wrong[] => {
    const schema = resolve(given);
    const here = (what: string, value: unknown): Wrong => ({ what, at: '', value });
    const options = schema.anyOf ?? schema.oneOf;
    if (options) {
      const areNarrow = options.every(option => option.const ?? option.enum ?? option.format);
      return [
        here('of no allowed type', { surprise: 1 }),
        ...(areNarrow ? [here('none of the options', 'surprise')] : []),
      ];
    }
    if (schema.enum ?? schema.const)
      return [here('not of the list', 'surprise'), here('of the wrong type', 42)];
    switch (typeOf(schema)) {
      case 'string':
        return wrongStrings(schema).map(([what, value]) => here(what, value));
      case 'integer':
      case 'number':
        return [
          here('of the wrong type', 'x'),
          ...wrongNumbers(schema).map(([what, value]) => here(what, value)),
        ];
      case 'boolean':
        return [here('of the wrong type', 'yes')];
      case 'array':
        return wrongArrays(schema);
      case 'object':
        return wrongObjects(schema);
      default:
        throw new Error(`What is wrong for ${JSON.stringify(schema)}?`);
    }
  };

  const wrongArrays = ({ items = {}, minItems = 0, maxItems }: Schema): Wrong[] => [
    { what: 'of the wrong type', at: '', value: 42 },
    ...(minItems > 0 ? [{ what: 'too few', at: '', value: [] }] : []),
    ...(maxItems === undefined
      ? []
      : [{ what: 'too many', at: '', value: Array(maxItems + 1).fill(sample(items)) }]),
    ...wrongs(items).map(({ what, at, value }) => ({ what, at: `.0${at}`, value: [value] })),
  ];

  const wrongObjects = (schema: Schema): Wrong[] => {
    const right = sampleObject(schema);
    const { properties = {}, required = [], additionalProperties } = schema;
    const others = typeof additionalProperties === 'object' ? { other: additionalProperties } : {};
    return [
      { what: 'of the wrong type', at: '', value: [] },
      ...(additionalProperties === false
        ? [{ what: 'unknown', at: '.surprise', value: { ...right, surprise: 1 } }]
        : []),
      ...required.map(name => ({ what: 'missing', at: `.${name}`, value: { ...right, [name]: undefined } })),
      ...Object.entries({ ...properties, ...others }).flatMap(([name, property]) =>
        wrongs(property).map(({ what, at, value }) => ({
          what,
          at: `.${name}${at}`,
          value: { ...right, [name]: value },
        })),
      ),
    ];
  };

  return { resolve, sample, wrongs };
}

function typeOf({ type }: Schema): string | undefined {
  return Array.isArray(type) ? type.find(name => name !== 'null') : type;
}

function wrongStrings({ type, format, minLength = 0, maxLength }: Schema): [string, unknown][] {
  return [
    ['of the wrong type', 42],
    ...(Array.isArray(type) ? [] : [['null', null] satisfies [string, unknown]]),
    ['with U+0000', 'x\u0000'.padEnd(minLength, 'x')],
    ['with a lone surrogate', '\ud800'.padEnd(minLength, 'x')],
    ...(minLength > 0 ? [['too short', 'x'.repeat(minLength - 1)] satisfies [string, unknown]] : []),
    ...(maxLength === undefined ? [] : [['too long', 'x'.repeat(maxLength + 1)] satisfies [string, unknown]]),
    ...(format && format in FORMATS ? [['not of the format', 'nonsense'] satisfies [string, unknown]] : []),
  ];
}

function wrongNumbers({ type, minimum, maximum }: Schema): [string, unknown][] {
  return [
    ...(type === 'integer' ? [['not whole', 1.5] satisfies [string, unknown]] : []),
    ...(minimum === undefined ? [] : [['too small', minimum - 1] satisfies [string, unknown]]),
    ...(maximum === undefined ? [] : [['too large', maximum + 1] satisfies [string, unknown]]),
  ];
}
