import { at, type Located } from '../../source/located.ts';
import type { LintTemplate } from '../../template/lintTemplate.ts';
import { appliedSchemas } from '../../template/parameters.ts';

/** Whether the form may give what no page declares. */
export function isFormOpen({ parameters, spec }: LintTemplate): boolean {
  // a decorator may add what it likes
  return parameters.isOpen || !!spec?.entries.has('EXPERIMENTAL_formDecorators');
}

/** Every schema that some schemas have for a property. */
export function declarationsOf(schemas: readonly Located[], name: string): Located[] {
  return schemas
    .flatMap(schema => [...appliedSchemas(schema)])
    .flatMap(schema => at(schema, 'properties', name) ?? []);
}

/** The types that the schemas of a field have; `undefined` for one that has none. */
export function typesOf(schemas: readonly Located[]): unknown[] {
  return schemas.flatMap(schema => at(schema, 'type')?.value);
}

/** The keys of objects that have no others; nothing when any may have others. */
export function knownKeys(schemas: readonly Located[]): string[] | undefined {
  const applied = schemas.flatMap(schema => [...appliedSchemas(schema)]);
  const isClosed =
    schemas.length > 0 &&
    schemas.every(schema => at(schema, 'type')?.value === 'object') &&
    !applied.some(isOpen);
  const keys = applied.flatMap(schema => [...(at(schema, 'properties')?.entries.keys() ?? [])]);
  return isClosed && keys.length > 0 ? keys : undefined;
}

/** A field of its own gives what it likes, and so does a default. */
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
