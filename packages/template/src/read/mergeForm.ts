import { asObject, type PathProblem } from './pathProblem.ts';

type Schema = Record<string, unknown>;

/** The pages of a form as one schema. */
export interface Form {
  schema: {
    type: 'object';
    properties: Record<string, unknown>;
    required: string[];
    allOf?: Schema[];
  } & Schema;
  problems: PathProblem[];
}

/** Keys of a page that are about its appearance, or are merged field by field. */
const mergedKeys = new Set(['title', 'description', 'type', 'properties', 'required']);

/** Keys below which a page has further fields that depend on a condition. */
const conditionalKeys = ['if', 'then', 'else', 'allOf', 'anyOf', 'oneOf', 'dependencies'];

/**
 * Merges the pages of a template's form (`spec.parameters`): every field, the required ones, and the conditions of each page
 * as `allOf`. Other fields are not allowed.
 *
 * @param template - the parsed template.yaml; the readable part of an invalid one is used
 * @param optional - fields that need no answer here, even where the form requires one
 */
export function mergeForm(template: unknown, optional: readonly string[]): Form {
  const { parameters } = asObject(asObject(template).spec);
  const pages = [parameters].flat().map(asObject);
  const properties: Record<string, unknown> = {};
  const required = new Set<string>();
  const problems: PathProblem[] = [];
  for (const [index, page] of pages.entries()) {
    for (const [field, schema] of Object.entries(asObject(page.properties))) {
      if (Object.hasOwn(properties, field))
        problems.push(duplicateField(field, Array.isArray(parameters) ? [index] : []));
      properties[field] = schema;
    }
    for (const field of listOfStrings(page.required)) required.add(field);
  }
  const conditions = pages.map(conditionsOf).filter(condition => Object.keys(condition).length > 0);
  for (const field of conditions.flatMap(conditionalFields)) properties[field] ??= true;
  for (const field of optional) required.delete(field);

  const schema: Form['schema'] = {
    type: 'object',
    properties,
    required: [...required],
    additionalProperties: false,
  };
  // JSON schema does not allow an empty list
  if (conditions.length > 0) schema.allOf = conditions;
  return { schema, problems };
}

function duplicateField(field: string, page: number[]): PathProblem {
  return {
    path: ['spec', 'parameters', ...page, 'properties', field],
    isKey: true,
    message: `the field "${field}" is on two pages`,
    fix: 'keep one',
  };
}

function conditionsOf(page: Record<string, unknown>): Schema {
  return Object.fromEntries(
    Object.entries(page).filter(([key]) => !mergedKeys.has(key) && !key.includes(':')),
  );
}

function conditionalFields(schema: Schema): string[] {
  const parts = conditionalKeys
    .filter(key => key in schema)
    .flatMap(key => (key === 'dependencies' ? Object.values(asObject(schema[key])) : schema[key]));
  return [...Object.keys(asObject(schema.properties)), ...parts.map(asObject).flatMap(conditionalFields)];
}

function listOfStrings(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.filter(item => typeof item === 'string');
}
