import draft07 from 'ajv/dist/refs/json-schema-draft-07.json' with { type: 'json' };
import { type Action, installedPlugins, type Schema } from '../actions/actions.ts';
import { formKeys } from './formKeys.ts';

const refTo = (name: string) => ({ $ref: `#/definitions/${name}` });

/** Schemas of values that are allowed in place of another value: an expression, or the content of another file. */
const placeholders: Record<string, Schema> = {
  rendered: {
    description: 'A string with an expression, such as ${{ parameters.name }}.',
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

/** A schema, or the given alternative; its description stays outside, where editors show it. */
function either({ description, ...schema }: Schema, alternative: Schema): Schema {
  const anyOf = [schema, alternative];
  if (description === undefined) return { anyOf };
  return { description, anyOf };
}

const orInclude = (schema: Schema): Schema => either(schema, refTo('include'));

/**
 * The JSON schema of template.yaml for editors: the schema of the entity, with the form and the inputs of the actions.
 *
 * @param ofPortal - the actions of another portal; by default, those of the plugins that are installed in this repository
 */
export function editorSchema(ofPortal?: readonly Action[]): Schema {
  const { actions: installed, entitySchemas, templateSchema } = installedPlugins();
  const actions = ofPortal ?? installed;
  const [, own] = inOneFile(templateSchema).allOf as [Schema, Schema];
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
              parameters: { ...formPages, description: parameters?.description ?? 'The form.' },
              steps: orInclude({ ...steps, items: orInclude(refTo('step')) }),
            },
          }),
        },
      },
    ],
    definitions: {
      ...Object.fromEntries(entitySchemas.map(schema => [schema.$id, inOneFile(schema)])),
      ...placeholders,
      ...formDefinitions(),
      step: stepSchema((steps?.items ?? {}) as Schema, actions),
    },
  };
}

const formPages: Schema = {
  anyOf: [{ type: 'array', items: orInclude(refTo('form')) }, refTo('form'), refTo('include')],
};

/** The JSON schema of JSON schemas with the additional keys of forms. Its references to itself become `form`. */
function formDefinitions(): Record<string, Schema> {
  const { definitions, $schema: _, $id: __, title: ___, ...form } = draft07;
  const toForm = (schema: object) =>
    JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#"', '"$ref":"#/definitions/form"')) as Record<
      string,
      Schema
    >;
  const own = toForm(form);
  const keywords = own.properties as Record<string, Schema>;
  const { properties = {}, enum: choices = {} } = keywords;
  properties.properties = { $yaml: true, $json: true, $text: true };
  keywords.enum = orInclude(choices);
  Object.assign(keywords, formKeys);
  return { ...toForm(definitions), form: own };
}

/** A step whose input is the input of its action. */
function stepSchema({ properties, ...step }: Schema, actions: readonly Action[]): Schema {
  const { action, ...known } = properties as Record<string, Schema>;
  const each = { description: 'Runs the step once for each item of a list, or for each key of an object.' };
  return {
    ...step,
    properties: { ...known, each, action: { ...action, enum: actions.map(({ id }) => id) } },
    allOf: actions.map(toBranch),
  };
}

function toBranch({ id, description, schema }: Action): Schema {
  const properties: Record<string, Schema> = { action: description ? { description } : {} };
  if (schema?.input) properties.input = orInclude(withTemplatedParts(schema.input));
  const then: Schema = { properties };
  if (Array.isArray(schema?.input?.required)) then.required = ['input'];
  return { if: { required: ['action'], properties: { action: { const: id } } }, then };
}

/** The schema of a value that may be an expression. */
function templated(schema: Schema): Schema {
  const own = withTemplatedParts(schema);
  const { description: _, ...rest } = own;
  const isAnyString = rest.type === 'string' && !rest.enum && !rest.const && !rest.pattern;
  if (isAnyString || Object.keys(rest).length === 0) return own;
  return either(own, refTo('rendered'));
}

/** The schema of a value whose parts may be expressions, but not the value itself. */
function withTemplatedParts(schema: Schema): Schema {
  const { $schema: _, ...own } = schema;
  for (const key of ['properties', 'patternProperties']) {
    const below = own[key] as Record<string, Schema> | undefined;
    if (!below) continue;
    own[key] = Object.fromEntries(Object.entries(below).map(([name, one]) => [name, templated(one)]));
  }
  for (const key of ['items', 'additionalProperties']) {
    const below = own[key];
    if (typeof below === 'object' && below && !Array.isArray(below)) own[key] = templated(below as Schema);
  }
  for (const key of ['anyOf', 'oneOf', 'allOf']) {
    const below = own[key] as Schema[] | undefined;
    if (below) own[key] = below.map(withTemplatedParts);
  }
  return own;
}

/** A schema of the catalog with references to definitions of the same file in place of other files. */
function inOneFile(schema: Schema): Schema {
  const text = JSON.stringify(schema, (key, value: unknown) => {
    if (key === '$id' || key === '$schema') return undefined;
    if (key === 'examples' && Array.isArray(value) && typeof value[0] === 'object') return undefined;
    if (key === '$ref') return definitionOf(String(value));
    return value;
  });
  return JSON.parse(text) as Schema;
}

function definitionOf(ref: string): string {
  const [, name] = /^(?:common)?#(.+)$/.exec(ref) ?? [];
  if (name) return `#/definitions/common/definitions/${name}`;
  return `#/definitions/${ref}`;
}
