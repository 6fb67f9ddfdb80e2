import { at, type Located } from '@goldpath/diagnostics';

/** A field that the form may show. */
export interface Field {
  name: string;
  /** its schema */
  schema: Located;
  /** whether the form always requires it */
  isRequired: boolean;
  /** the map of properties that it is in */
  properties: Located;
}

/** The fields of a form. */
export interface Parameters {
  fields: Map<string, Field>;
  /** the type of each field that has the same one in all its definitions */
  types: Map<string, string>;
  /** whether it may have other fields: a remote include, a `$ref`, additional properties */
  isOpen: boolean;
}

/** Keys whose value is a schema that applies to the same object. */
const applied = ['if', 'then', 'else', 'not'];
/** Keys whose value is a list of such schemas. */
const appliedLists = ['allOf', 'anyOf', 'oneOf'];
/** Keys whose value maps a field to such a schema. */
const appliedMaps = ['dependencies', 'dependentSchemas'];

/** Schemas that are nested deeper are not read. */
const MAX_DEPTH = 20;

/** The fields of all pages. */
export function collectParameters(pages: Located[], isOpen: boolean): Parameters {
  const fields = new Map<string, Field>();
  const definitions: Field[] = [];
  for (const page of pages) {
    for (const field of fieldsOf(page)) {
      definitions.push(field);
      const known = fields.get(field.name);
      if (known && !isLessSpecific(page, known)) continue;
      fields.set(field.name, { ...field, isRequired: field.isRequired || !!known?.isRequired });
    }
  }
  const schemas = pages.flatMap(page => [...appliedSchemas(page)]);
  return { fields, types: typesOf(definitions), isOpen: isOpen || schemas.some(isFree) };
}

/** A definition without a type, such as `const: x` in a condition, does not change the type of its field. */
function typesOf(definitions: readonly Field[]): Map<string, string> {
  const types = new Map<string, string>();
  for (const [name, some] of Map.groupBy(definitions, field => field.name)) {
    const found = some.map(({ schema }) => at(schema, 'type')?.value).filter(type => type !== undefined);
    const [type] = found;
    const isSure = some.every(({ schema }) => schema.kind === 'map' && !schema.entries.has('$ref'));
    if (isSure && typeof type === 'string' && found.every(other => other === type)) types.set(name, type);
  }
  return types;
}

/** Every definition of a field on a page; a field can have several. */
function fieldsOf(page: Located): Field[] {
  const required = namesOf(at(page, 'required'));
  return [...appliedSchemas(page)].flatMap(schema => {
    const properties = at(schema, 'properties');
    if (!properties) return [];
    return [...properties.entries.values()].map(({ key, value }) => ({
      name: key,
      schema: value,
      isRequired: schema === page && required.includes(key),
      properties,
    }));
  });
}

/** Whether another definition of a field replaces this one: an empty schema, or a condition such as `const: x`. */
function isLessSpecific(page: Located, { schema }: Field): boolean {
  if (schema.kind === 'map' && schema.entries.size === 0) return true;
  const conditions = at(page, 'if', 'properties')?.entries.values() ?? [];
  return [...conditions].some(({ value }) => value === schema);
}

/** A schema and all schemas that apply to the same object: branches, conditions, dependencies. */
export function* appliedSchemas(schema: Located, depth = 0): Generator<Located> {
  if (depth > MAX_DEPTH) return;
  yield schema;
  const below = [
    ...applied.map(key => at(schema, key)),
    ...appliedLists.flatMap(key => at(schema, key)?.items ?? []),
    ...appliedMaps.flatMap(key => [...(at(schema, key)?.entries.values() ?? [])].map(({ value }) => value)),
  ];
  for (const one of below) if (one) yield* appliedSchemas(one, depth + 1);
}

/** The strings of a list. */
export function namesOf(list: Located | undefined): string[] {
  return (list?.items ?? []).map(({ value }) => value).filter(value => typeof value === 'string');
}

/** Whether an object may have properties that the schema does not list. */
export function isFree(schema: Located): boolean {
  const additional = at(schema, 'additionalProperties');
  return (
    schema.kind === 'unknown' ||
    schema.entries.has('$ref') ||
    schema.entries.has('patternProperties') ||
    at(schema, 'properties')?.kind === 'unknown' ||
    additional?.kind === 'map' ||
    additional?.value === true
  );
}
