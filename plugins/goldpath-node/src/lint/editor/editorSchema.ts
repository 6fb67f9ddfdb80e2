import draft07 from 'ajv/dist/refs/json-schema-draft-07.json' with { type: 'json' };
import { type Action, installedPlugins, type Schema } from '../actions/actions.ts';
import { formKeys } from './formKeys.ts';

const refTo = (name: string) => ({ $ref: `#/definitions/${name}` });

/** Where editors may find a text to be rendered, or another file's content, in place of a value. */
const standIns: Record<string, Schema> = {
  rendered: {
    description: 'A text with an expression, such as ${{ parameters.name }}.',
    type: 'string',
    pattern: '\\$\\{\\{|\\{%',
  },
  include: {
    description: 'The content of another file.',
    type: 'object',
    minProperties: 1,
    maxProperties: 1,
    additionalProperties: false,
    properties: { $yaml: { type: 'string' }, $json: { type: 'string' }, $text: { type: 'string' } },
  },
};

const orInclude = ({ description, ...schema }: Schema): Schema => ({
  ...(description !== undefined && { description }),
  anyOf: [schema, refTo('include')],
});

/** A JSON schema of template.yaml for editors: the entity's, with forms and the inputs of the installed actions. */
export function editorSchema(): Schema {
  const { actions, entitySchemas, templateSchema } = installedPlugins();
  const [, own] = resolved(templateSchema).allOf as [Schema, Schema];
  const { spec, ...properties } = own.properties as Record<string, Schema>;
  const { parameters, steps, ...known } = spec?.properties as Record<string, Schema>;
  return {
    $schema: draft07.$id,
    description: templateSchema.description,
    allOf: [
      refTo('Entity'),
      {
        ...own,
        properties: {
          ...properties,
          spec: orInclude({
            ...spec,
            properties: {
              ...known,
              parameters: { ...formPages, description: descriptionOf(parameters) },
              steps: orInclude({ ...steps, items: orInclude(refTo('step')) }),
            },
          }),
        },
      },
    ],
    definitions: {
      ...Object.fromEntries(entitySchemas.map(schema => [schema.$id, resolved(schema)])),
      ...standIns,
      ...formDefinitions(),
      step: stepSchema((steps?.items ?? {}) as Schema, actions),
    },
  };
}

const descriptionOf = (schema: Schema | undefined) => schema?.description ?? 'The form.';

const formPages: Schema = {
  anyOf: [{ type: 'array', items: orInclude(refTo('form')) }, refTo('form'), refTo('include')],
};

/** The JSON schema of JSON schemas, with what forms add; it refers to itself as `form`. */
function formDefinitions(): Record<string, Schema> {
  const { definitions, $schema: _, $id: __, title: ___, ...form } = draft07;
  const own = JSON.parse(JSON.stringify(form).replaceAll('"$ref":"#"', '"$ref":"#/definitions/form"'));
  const included = { $yaml: true, $json: true, $text: true };
  own.properties.properties.properties = included;
  own.properties.enum = orInclude(own.properties.enum);
  Object.assign(own.properties, formKeys);
  const others = JSON.parse(
    JSON.stringify(definitions).replaceAll('"$ref":"#"', '"$ref":"#/definitions/form"'),
  );
  return { ...others, form: own };
}

/** A step, whose input is what its action takes. */
function stepSchema({ properties, ...step }: Schema, actions: readonly Action[]): Schema {
  const { action, ...known } = properties as Record<string, Schema>;
  const each = { description: 'Runs the step once for each item of a list, or for each key of an object.' };
  return {
    ...step,
    properties: { ...known, each, action: { ...action, enum: actions.map(({ id }) => id) } },
    allOf: actions.map(({ id, description, schema }) => ({
      if: { required: ['action'], properties: { action: { const: id } } },
      then: {
        properties: {
          action: { ...(description && { description }) },
          ...(schema?.input && { input: orInclude(parts(schema.input)) }),
        },
        ...(Array.isArray(schema?.input?.required) && { required: ['input'] }),
      },
    })),
  };
}

/** A schema of a value, as templates may write it. */
function rendered(schema: Schema): Schema {
  const { description, ...rest } = parts(schema);
  const isText = rest.type === 'string' && !rest.enum && !rest.const && !rest.pattern;
  if (isText || Object.keys(rest).length === 0) return parts(schema);
  return { ...(description !== undefined && { description }), anyOf: [rest, refTo('rendered')] };
}

/** The same for what is in it: a value as a whole is another matter. */
function parts(schema: Schema): Schema {
  const { $schema: _, ...own } = schema;
  for (const key of ['properties', 'patternProperties']) {
    const below = own[key] as Record<string, Schema> | undefined;
    if (below)
      own[key] = Object.fromEntries(Object.entries(below).map(([name, one]) => [name, rendered(one)]));
  }
  for (const key of ['items', 'additionalProperties']) {
    const below = own[key];
    if (typeof below === 'object' && below && !Array.isArray(below)) own[key] = rendered(below as Schema);
  }
  for (const key of ['anyOf', 'oneOf', 'allOf']) {
    const below = own[key] as Schema[] | undefined;
    if (below) own[key] = below.map(parts);
  }
  return own;
}

/** The schemas of the catalog name each other; here all stand in one file. */
function resolved(schema: Schema): Schema {
  const text = JSON.stringify(schema, (key, value) =>
    key === '$id' ||
    key === '$schema' ||
    (key === 'examples' && Array.isArray(value) && typeof value[0] === 'object')
      ? undefined
      : key === '$ref'
        ? refOf(String(value))
        : value,
  );
  return JSON.parse(text);
}

function refOf(ref: string): string {
  const [, name] = /^(?:common)?#(.+)$/.exec(ref) ?? [];
  return name ? `#/definitions/common/definitions/${name}` : `#/definitions/${ref}`;
}
