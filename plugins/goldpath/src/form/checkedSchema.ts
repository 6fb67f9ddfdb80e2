import type { TemplateParameterSchema } from '@backstage/plugin-scaffolder-react';
import type { JsonObject, JsonValue } from '@backstage/types';

/** The name of the form field that renders a stock field and validates its answer on the backend. */
export const ANSWER_FIELD = 'GoldpathAnswer';

/** The options of an {@link ANSWER_FIELD}, under `goldpath` in its `ui:options`. */
export interface AnswerOptions {
  templateRef: string;
  /** key of the answer */
  field: string;
  /** the title in the form */
  title: string;
  /** the stock picker that renders it; other fields have none */
  renderedBy?: string;
}

/** Stock pickers of a single value. The form runs no validation of theirs except in {@link ANSWER_FIELD}. */
const pickers = new Set([
  'EntityPicker',
  'MyGroupsPicker',
  'OwnedEntityPicker',
  'OwnerPicker',
  'RepoUrlPicker',
]);
const scalars = new Set<unknown>(['string', 'number', 'integer', 'boolean']);

/**
 * A form whose answers the backend validates, page by page. Fields with more than one value, and custom fields of a portal,
 * are not changed.
 */
export function checkedManifest(
  manifest: TemplateParameterSchema,
  templateRef: string,
): TemplateParameterSchema {
  const check = (field: string, schema: JsonObject): JsonObject => {
    const { 'ui:field': own } = schema;
    // a message at a hidden field would not be seen; the refusal at the end shows it
    if (!scalars.has(schema.type) || schema['ui:widget'] === 'hidden') return schema;
    if (own !== undefined && !(typeof own === 'string' && pickers.has(own))) return schema;
    const goldpath: AnswerOptions = {
      templateRef,
      field,
      title: titleOf(field, schema),
      ...(own !== undefined && { renderedBy: own }),
    };
    const options = isObject(schema['ui:options']) ? schema['ui:options'] : {};
    return { ...schema, 'ui:field': ANSWER_FIELD, 'ui:options': { ...options, goldpath: { ...goldpath } } };
  };
  const steps = manifest.steps.map(step => ({ ...step, schema: mapFields(step.schema, check) }));
  return { ...manifest, steps };
}

/** The title of every field of a form, and of its page. */
export function fieldTitles({
  steps,
}: TemplateParameterSchema): Map<string, { title: string; page: string }> {
  const titles = new Map<string, { title: string; page: string }>();
  for (const { title: page, schema } of steps) {
    mapFields(schema, (field, own) => {
      titles.set(field, { title: titleOf(field, own), page });
      return own;
    });
  }
  return titles;
}

/** The schema of every field of a form, also of those that only a condition shows. */
export function fieldSchemas({ steps }: TemplateParameterSchema): Map<string, JsonObject> {
  const schemas = new Map<string, JsonObject>();
  for (const { schema } of steps) {
    mapFields(schema, (field, own) => {
      schemas.set(field, own);
      return own;
    });
  }
  return schemas;
}

/** Replaces the schema of every field, including those in conditions. */
function mapFields(schema: JsonObject, map: (field: string, schema: JsonObject) => JsonObject): JsonObject {
  const inner = (value: JsonValue | undefined): JsonValue | undefined => {
    if (Array.isArray(value)) return value.map(one => inner(one) as JsonValue);
    if (isObject(value)) return mapFields(value, map);
    return value;
  };
  const mapped = { ...schema };
  if (isObject(schema.properties)) mapped.properties = mapObjects(schema.properties, map);
  if (isObject(schema.dependencies))
    mapped.dependencies = mapObjects(schema.dependencies, (_field, one) => mapFields(one, map));
  for (const key of conditions.filter(key => key in schema)) mapped[key] = inner(schema[key]);
  return mapped;
}

function mapObjects(fields: JsonObject, map: (field: string, schema: JsonObject) => JsonObject): JsonObject {
  const mapped = { ...fields };
  for (const [field, schema] of Object.entries(fields))
    if (isObject(schema)) mapped[field] = map(field, schema);
  return mapped;
}

const conditions = ['then', 'else', 'allOf', 'anyOf', 'oneOf'];

const titleOf = (field: string, { title }: JsonObject) => (typeof title === 'string' ? title : field);

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
