import type { TemplateParameterSchema } from '@backstage/plugin-scaffolder-react';
import type { JsonObject, JsonValue } from '@backstage/types';

/** Name of the form field that draws a stock one and asks the server about its answer. */
export const ANSWER_FIELD = 'GoldpathAnswer';

/** What an {@link ANSWER_FIELD} has to know, under `goldpath` in its `ui:options`. */
export interface AnswerOptions {
  templateRef: string;
  /** key of the answer */
  field: string;
  /** as people know it */
  title: string;
  /** the stock picker that draws it; an ordinary field has none */
  drawnBy?: string;
}

/** Stock pickers of a single value; the form runs no other validation of theirs than what {@link ANSWER_FIELD} runs. */
const pickers = new Set([
  'EntityPicker',
  'MyGroupsPicker',
  'OwnedEntityPicker',
  'OwnerPicker',
  'RepoUrlPicker',
]);
const scalars = new Set<unknown>(['string', 'number', 'integer', 'boolean']);

/**
 * A form whose answers are judged by the server, page by page. Fields that hold more than one value, and fields that a
 * portal made for itself, are left as they are.
 */
export function checkedManifest(
  manifest: TemplateParameterSchema,
  templateRef: string,
): TemplateParameterSchema {
  const check = (field: string, schema: JsonObject): JsonObject => {
    const { 'ui:field': own } = schema;
    if (!scalars.has(schema.type)) return schema;
    if (own !== undefined && !(typeof own === 'string' && pickers.has(own))) return schema;
    const goldpath: AnswerOptions = {
      templateRef,
      field,
      title: titleOf(field, schema),
      ...(own !== undefined && { drawnBy: own }),
    };
    const options = isObject(schema['ui:options']) ? schema['ui:options'] : {};
    return { ...schema, 'ui:field': ANSWER_FIELD, 'ui:options': { ...options, goldpath: { ...goldpath } } };
  };
  const steps = manifest.steps.map(step => ({ ...step, schema: mapFields(step.schema, check) }));
  return { ...manifest, steps };
}

/** The title of every field of a form, and of the page that asks it. */
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

/** Replaces the schema of every field, of those too that are asked under a condition. */
function mapFields(schema: JsonObject, map: (field: string, schema: JsonObject) => JsonObject): JsonObject {
  const inner = (value: JsonValue | undefined): JsonValue | undefined => {
    if (Array.isArray(value)) return value.map(one => inner(one) as JsonValue);
    return isObject(value) ? mapFields(value, map) : value;
  };
  const each = (value: JsonValue | undefined, change: (key: string, one: JsonObject) => JsonValue) =>
    isObject(value)
      ? Object.fromEntries(
          Object.entries(value).map(([key, one]) => [key, isObject(one) ? change(key, one) : one]),
        )
      : value;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (key === 'properties') return [key, each(value, map)];
      if (key === 'dependencies') return [key, each(value, (_field, one) => mapFields(one, map))];
      return [key, conditions.has(key) ? inner(value) : value];
    }),
  );
}

const conditions = new Set(['then', 'else', 'allOf', 'anyOf', 'oneOf']);

const titleOf = (field: string, { title }: JsonObject) => (typeof title === 'string' ? title : field);

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
