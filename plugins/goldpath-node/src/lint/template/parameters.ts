import { at, type Located } from '../source/located.ts';

/** A field that the form may ask. */
export interface Field {
  name: string;
  /** its schema */
  schema: Located;
  /** whether the form always asks it and takes no form without it */
  isRequired: boolean;
  /** the map of properties that it stands in */
  properties: Located;
}

/** The fields of a form. */
export interface Parameters {
  fields: Map<string, Field>;
  /** whether it may have fields that cannot be known: an include from elsewhere, a `$ref`, free properties */
  isOpen: boolean;
}

/** Keys whose value is a schema that applies to the same object. */
const applied = ['if', 'then', 'else', 'not'];
/** Keys whose value is a list of such schemas. */
const appliedLists = ['allOf', 'anyOf', 'oneOf'];
/** Keys whose value maps a field to such a schema. */
const appliedMaps = ['dependencies', 'dependentSchemas'];

/** The fields of all pages. */
export function collectParameters(pages: Located[], isOpen: boolean): Parameters {
  const fields = new Map<string, Field>();
  let open = isOpen;
  for (const page of pages) {
    const required = namesOf(at(page, 'required'));
    for (const schema of appliedSchemas(page)) {
      if (isFree(schema)) open = true;
      const properties = at(schema, 'properties');
      for (const { key, value } of properties?.entries.values() ?? []) {
        const isRequired = schema === page && required.includes(key);
        const known = fields.get(key);
        if (
          !known ||
          (known.schema.kind === 'map' && known.schema.entries.size === 0) ||
          isUnderIf(page, known)
        ) {
          fields.set(key, {
            name: key,
            schema: value,
            isRequired: isRequired || !!known?.isRequired,
            properties: properties as Located,
          });
        }
      }
    }
  }
  return { fields, isOpen: open };
}

/** A schema and all that apply to the same object: branches, conditions, dependencies. */
export function* appliedSchemas(schema: Located, depth = 0): Generator<Located> {
  if (depth > 20) return;
  yield schema;
  const below = [
    ...applied.map(key => at(schema, key)),
    ...appliedLists.flatMap(key => at(schema, key)?.items ?? []),
    ...appliedMaps.flatMap(key => [...(at(schema, key)?.entries.values() ?? [])].map(({ value }) => value)),
  ];
  for (const one of below) if (one) yield* appliedSchemas(one, depth + 1);
}

/** The texts of a list. */
export function namesOf(list: Located | undefined): string[] {
  return (list?.items ?? []).map(({ value }) => value).filter(value => typeof value === 'string');
}

/** What a condition says of a field (`const: x`) is no description of it. */
function isUnderIf(page: Located, { schema }: Field): boolean {
  return at(page, 'if', 'properties')?.items.includes(schema) ?? false;
}

function isFree(schema: Located): boolean {
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
