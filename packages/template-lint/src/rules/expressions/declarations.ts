import { at, type Located } from '@goldpath/diagnostics';
import type { LintTemplate } from '../../template/lintTemplate.ts';
import { appliedSchemas } from '../../template/parameters.ts';

/** Whether the form may have parameters that no page declares. */
export function isFormOpen({ parameters, spec }: LintTemplate): boolean {
  // a decorator can add any parameter
  return parameters.isOpen || !!spec?.entries.has('EXPERIMENTAL_formDecorators');
}

/** Every schema of a property in some schemas. */
export function declarationsOf(schemas: readonly Located[], name: string): Located[] {
  return schemas
    .flatMap(schema => [...appliedSchemas(schema)])
    .map(schema => at(schema, 'properties', name))
    .filter(declaration => declaration !== undefined);
}

/** The types of the schemas of a field; `undefined` for a schema without one. */
export function typesOf(schemas: readonly Located[]): unknown[] {
  return schemas.flatMap(schema => at(schema, 'type')?.value);
}

/** The keys of objects that have no other keys; undefined when one of them may have others. */
export function knownKeys(schemas: readonly Located[]): string[] | undefined {
  const applied = schemas.flatMap(schema => [...appliedSchemas(schema)]);
  const isClosed =
    schemas.length > 0 &&
    schemas.every(schema => at(schema, 'type')?.value === 'object') &&
    !applied.some(isOpen);
  const keys = applied.flatMap(schema => [...(at(schema, 'properties')?.entries.keys() ?? [])]);
  if (isClosed && keys.length > 0) return keys;
  return undefined;
}

/** Whether an object may have other keys. A custom field returns any object, and so may a default. */
function isOpen(schema: Located): boolean {
  const additional = at(schema, 'additionalProperties');
  return (
    schema.kind !== 'map' ||
    ['ui:field', '$ref', 'patternProperties', 'default', 'enum', 'const'].some(key =>
      schema.entries.has(key),
    ) ||
    at(schema, 'properties')?.kind === 'unknown' ||
    (additional !== undefined && additional.value !== false)
  );
}

/** The types without keys. */
const scalars = ['string', 'number', 'integer', 'boolean'];

/**
 * The first key of a value of the form that cannot exist, and the keys that exist in its place.
 *
 * @param keys - the name of a field, and the keys after it
 */
export function missingKey(
  { pages, parameters }: LintTemplate,
  keys: readonly string[],
): { index: number; known: string[] } | undefined {
  const [name, ...rest] = keys;
  if (name === undefined) return undefined;
  if (!parameters.fields.has(name)) return { index: 0, known: [...parameters.fields.keys()] };
  const missing = missingKeyOf(declarationsOf(pages, name), rest);
  return missing && { ...missing, index: missing.index + 1 };
}

/** The first key that values of some schemas cannot have, and the keys that they have in its place. */
export function missingKeyOf(
  schemas: readonly Located[],
  keys: readonly string[],
): { index: number; known: string[] } | undefined {
  let declared = schemas;
  for (const [index, key] of keys.entries()) {
    const known = knownKeys(declared);
    if (!known) return undefined;
    if (!known.includes(key)) return { index, known };
    declared = declarationsOf(declared, key);
  }
  return undefined;
}

/** Whether all schemas of a field are of types without keys. */
export function isScalar(schemas: readonly Located[]): boolean {
  const isClosed = schemas.every(schema => schema.kind === 'map' && !schema.entries.has('$ref'));
  return isClosed && schemas.length > 0 && typesOf(schemas).every(type => scalars.includes(type as string));
}
